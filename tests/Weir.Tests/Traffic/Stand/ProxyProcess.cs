using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Xunit.Sdk;

namespace Weir.Tests.Traffic.Stand;

/// <summary>
/// The real program, serving one test's configuration. see <see cref="WeirBinary"/> for which.
/// </summary>
internal sealed partial class ProxyProcess : IDisposable
{
    public const int SigHup = 1;
    public const int SigUsr1 = 10;
    public const int SigUsr2 = 12;
    public const int SigTerm = 15;

    private const string FileName = "weir.cfg";

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly StringBuilder _errors = new();
    private readonly Dictionary<string, int> _ports;

    private ProxyProcess(Process process, DirectoryInfo folder, Dictionary<string, int> ports)
    {
        _process = process;
        _folder = folder;
        _ports = ports;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.Append(line.Data).Append('\n');
            }
        };
        process.BeginErrorReadLine();
    }

    /// <summary>What it wrote to standard error.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>VmRSS, bytes.</summary>
    public long ResidentBytes => 1024 * long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    /// <summary>Starts it and waits until it listens on each port. <c>{front}</c> and other names in braces become free ports.</summary>
    public static async Task<ProxyProcess> StartAsync(string configuration)
    {
        const int Attempts = 5;
        for (int attempt = 1; ; attempt++)
        {
            ProxyProcess proxy = Launch(configuration);
            if (await proxy.IsServingAsync())
            {
                return proxy;
            }

            // Somebody may have taken a port between the question and the answer.
            proxy.Dispose();
            if (attempt == Attempts || !proxy.Errors.Contains("ddress already in use", StringComparison.Ordinal))
            {
                throw new XunitException($"weir does not start:\n{proxy.Errors}\nConfiguration:\n{configuration}");
            }
        }
    }

    /// <summary>Another configuration in the place of the one it was started with; names in braces keep their ports.</summary>
    public void Rewrite(string configuration) =>
        File.WriteAllText(Path.Combine(_folder.FullName, FileName), PortNames().Replace(configuration, match => _ports[match.Groups[1].Value].ToString(CultureInfo.InvariantCulture)) + "\n");

    /// <summary>The port that stands where the configuration has this name in braces.</summary>
    public int PortOf(string name) => _ports[name];

    public void Signal(int signal)
    {
        if (Kill(_process.Id, signal) != 0)
        {
            throw new XunitException("kill failed");
        }
    }

    /// <summary>Exit status; 128 and the signal's number where it died of one.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Wire.Patience);
        return _process.ExitCode;
    }

    public bool HasExited => _process.HasExited;

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        if (_folder.Exists)
        {
            _folder.Delete(recursive: true);
        }
    }

    private static ProxyProcess Launch(string configuration)
    {
        Dictionary<string, int> ports = [];
        string text = PortNames().Replace(configuration, match =>
        {
            string name = match.Groups[1].Value;
            if (!ports.TryGetValue(name, out int port))
            {
                ports[name] = port = Ports.Free();
            }

            return port.ToString(CultureInfo.InvariantCulture);
        });
        DirectoryInfo folder = Directory.CreateTempSubdirectory("weir-traffic-");
        string file = Path.Combine(folder.FullName, FileName);
        File.WriteAllText(file, text + "\n");
        ProcessStartInfo start = new(WeirBinary.UnderTest.Path, ["-f", file]) { RedirectStandardError = true };
        return new ProxyProcess(Process.Start(start)!, folder, ports);
    }

    private async Task<bool> IsServingAsync()
    {
        long begin = Stopwatch.GetTimestamp();
        while (!_ports.Values.All(Ports.IsListening))
        {
            if (_process.HasExited)
            {
                await _process.WaitForExitAsync();
                return false;
            }

            if (Stopwatch.GetElapsedTime(begin) > Wire.Patience)
            {
                throw new XunitException("weir neither listens nor ends:\n" + Errors);
            }

            await Task.Delay(10);
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);

    [System.Text.RegularExpressions.GeneratedRegex(@"(?<!\$)\{([a-z0-9]+)\}")]
    private static partial System.Text.RegularExpressions.Regex PortNames();
}
