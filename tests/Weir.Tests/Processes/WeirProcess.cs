using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Native;
using Xunit;

namespace Weir.Tests.Processes;

/// <summary>The real program as a process of its own. Whatever a test leaves running is killed.</summary>
internal sealed class WeirProcess : IDisposable
{
    /// <summary>Nothing here takes that long: it is the line between waiting and hanging.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;
    private readonly StringBuilder _errorsSoFar = new();

    private WeirProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = ReadErrors(process.StandardError);
    }

    public static string Program => WeirBinary.UnderTest.Path;

    public int Pid => _process.Id;

    /// <summary>All of standard output; complete when the process has ended.</summary>
    public string Output => Complete(_output);

    public string Errors => Complete(_errors);

    public static WeirProcess Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    public static WeirProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return new WeirProcess(Process.Start(start)!);
    }

    /// <summary>Another program that becomes weir (<c>exec</c>).</summary>
    public static WeirProcess StartBy(string program, params string[] arguments) =>
        new(Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!);

    public void Signal(int signal) => Assert.Equal(0, ProcessCalls.Kill(Pid, signal));

    /// <summary>As a shell shows it: 128 and the signal's number when it died of one.</summary>
    public int WaitForExit()
    {
        Assert.True(_process.WaitForExit(Patience), $"weir still runs after {Patience.TotalSeconds} s");
        return _process.ExitCode;
    }

    /// <summary>Waits until it has written that to standard error.</summary>
    public async Task WaitForError(string text)
    {
        long start = Stopwatch.GetTimestamp();
        while (!ErrorsSoFar.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"no '{text}' in: {ErrorsSoFar}");
            await Task.Delay(5);
        }
    }

    private string ErrorsSoFar
    {
        get
        {
            lock (_errorsSoFar)
            {
                return _errorsSoFar.ToString();
            }
        }
    }

    private async Task<string> ReadErrors(StreamReader errors)
    {
        char[] buffer = new char[4096];
        int read;
        while ((read = await errors.ReadAsync(buffer)) > 0)
        {
            lock (_errorsSoFar)
            {
                _errorsSoFar.Append(buffer, 0, read);
            }
        }

        return ErrorsSoFar;
    }

    /// <summary>Waits until the frontend on this port of 127.0.0.1 answers, and gives the answer.</summary>
    public static async Task<string> Get(int port)
    {
        using var client = new HttpClient { Timeout = Patience };
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/"));
            }
            catch (HttpRequestException e) when (e.InnerException is SocketException && Stopwatch.GetElapsedTime(start) < Patience)
            {
                await Task.Delay(20);
            }
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static string Complete(Task<string> text)
    {
        Assert.True(text.Wait(Patience), "the stream stays open: somebody else holds it");
        return text.Result;
    }
}
