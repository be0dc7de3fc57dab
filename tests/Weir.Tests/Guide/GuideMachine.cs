using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Weir.Tests.Processes;
using Xunit;

namespace Weir.Tests.Guide;

/// <summary>
/// The machine of the users' guide, in namespaces of its own (machine.sh), with Weir in HAProxy's place: started as the guide starts it,
/// in the background, with the guide's own file.
/// </summary>
public sealed class GuideMachine : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weir-guide-");
    private Process? _machine;

    /// <summary>What <c>weir -f haproxy.cfg -c</c> gave.</summary>
    public (int Status, string Output, string Errors) Check { get; private set; }

    /// <summary>What starting it gave.</summary>
    public (int Status, string Output, string Errors) Started { get; private set; }

    public async Task InitializeAsync()
    {
        if (new NamespaceFactAttribute().Skip is not null)
        {
            return;
        }

        foreach (string name in new[] { "haproxy.cfg", "origins.py", "machine.sh" })
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Guide", name), Path.Combine(_folder.FullName, name));
        }

        _machine = Process.Start(new ProcessStartInfo("unshare", ["--net", "--mount", "sh", Path.Combine(_folder.FullName, "machine.sh"), _folder.FullName])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["PATH"] = Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/sbin" },
        })!;
        Task<string?> ready = _machine.StandardOutput.ReadLineAsync();
        Assert.Same(ready, await Task.WhenAny(ready, Task.Delay(WeirProcess.Patience)));
        Assert.Equal("ready", await ready);
        Check = await Run(WeirBinary.UnderTest.Path, "-f", "/etc/haproxy/haproxy.cfg", "-c");
        Started = await Run(WeirBinary.UnderTest.Path, "-f", "/etc/haproxy/haproxy.cfg", "-p", "/run/haproxy.pid");
    }

    /// <summary>Runs a program on that machine.</summary>
    public async Task<(int Status, string Output, string Errors)> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("nsenter", ["--target", _machine!.Id.ToString(), "--net", "--mount", "--wd=/", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task all = Task.WhenAll(output, errors, process.WaitForExitAsync());
        Assert.Same(all, await Task.WhenAny(all, Task.Delay(WeirProcess.Patience)));
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>curl on that machine; its standard output.</summary>
    public async Task<string> Curl(params string[] arguments) => (await Run("curl", ["-s", "-m", "20", .. arguments])).Output;

    /// <summary>Bytes that stand in a file of that machine under /var/log/haproxy, once they hold the mark.</summary>
    public async Task<string> LineOf(string log, string mark)
    {
        string path = Path.Combine(_folder.FullName, "log/haproxy", log);
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            string text = File.Exists(path) ? await File.ReadAllTextAsync(path) : "";
            foreach (string line in text.Split('\n'))
            {
                if (line.Contains(mark, StringComparison.Ordinal))
                {
                    return line;
                }
            }

            Assert.True(Stopwatch.GetElapsedTime(start) < WeirProcess.Patience, $"no '{mark}' in {log}: {text}");
            await Task.Delay(20);
        }
    }

    public string Log(string log)
    {
        string path = Path.Combine(_folder.FullName, "log/haproxy", log);
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }

    /// <summary>Makes the health check of one of the ten servers fail, or pass again.</summary>
    public void SetHealthy(int server, bool healthy)
    {
        string mark = Path.Combine(_folder.FullName, "run/origins/down-" + server);
        if (healthy)
        {
            File.Delete(mark);
        }
        else
        {
            File.WriteAllText(mark, "");
        }
    }

    public string ReadRun(string name) => File.ReadAllText(Path.Combine(_folder.FullName, "run", name));

    public async Task DisposeAsync()
    {
        if (_machine is not null)
        {
            _machine.StandardInput.Close();
            await _machine.WaitForExitAsync();
            _machine.Dispose();
        }

        _folder.Delete(recursive: true);
    }
}
