using System.Diagnostics;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;

namespace Weir.Tests.Tls;

/// <summary>Runs a program of this machine to its end and gives what it said.</summary>
internal static class Tool
{
    public static async Task<string> RunAsync(string program, string arguments, string input = "")
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            string said = await output.WaitAsync(Wire.Patience);
            return said + await errors.WaitAsync(Wire.Patience);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    public static Task<string> CurlAsync(string arguments) => RunAsync("/usr/bin/curl", "-s --max-time 15 " + arguments);
}
