using System;
using System.Collections.Generic;
using System.IO;
using Engine.LoadTests.Invocation;
using Xunit;

namespace Engine.LoadTests.Tests.Runs;

/// <summary>The whole generator on real loops and sockets against a real server, by its exit status and its words.</summary>
public sealed class RealRunTests : IDisposable
{
    private const string Good = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"weir-load-{Guid.NewGuid():N}.load");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void AssertionsThatHold_PassTheRun()
    {
        using var origin = new RawOrigin(Good);

        (int status, string output) = Run(origin.Port, "keep constant 2 during 500 ms", "errors = 0\nrequests > 0\np50 > 0 ns");

        Assert.Equal(ExitStatus.Passed, status);
        Assert.Contains("held         errors = 0  (0)", output);
    }

    [Fact]
    public void AnAssertionThatFails_FailsTheRun()
    {
        using var origin = new RawOrigin(Good);

        (int status, string output) = Run(origin.Port, "keep constant 2 during 500 ms", "errors = 0\nrate > 9_000_000/s");

        Assert.Equal(ExitStatus.Failed, status);
        Assert.Contains("held         errors = 0  (0)", output);
        Assert.Contains("FAILED       rate > 9_000_000/s", output);
    }

    [Theory]
    [InlineData("HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n", false, "wrong status: 500")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhi", true, "connection reset")]
    [InlineData("no HTTP at all\r\n\r\n", false, "invalid answer: status line is not version, status and reason")]
    public void AServerThatIsWrong_FailsTheRun_AndIsNamed(string answer, bool resets, string error)
    {
        using var origin = new RawOrigin(answer, resets);

        (int status, string output) = Run(origin.Port, "keep constant 2 during 500 ms", "errors = 0");

        Assert.Equal(ExitStatus.Failed, status);
        Assert.Contains("error        " + error, output);
        Assert.Contains("FAILED       errors = 0", output);
    }

    [Fact]
    public void NobodyThere_FailsTheRun_EvenWithoutAnAssertion()
    {
        int port;
        using (var origin = new RawOrigin(Good))
        {
            port = origin.Port;
        }

        (int status, string output) = Run(port, "keep constant 1 during 500 ms", "");

        Assert.Equal(ExitStatus.Failed, status);
        Assert.Contains("no connection: refused", output);
        Assert.Contains("not one answer was as expected", output);
    }

    [Fact]
    public void ARate_OnTwoLoops_SendsWhatItSays()
    {
        using var origin = new RawOrigin(Good);

        (int status, string output) = Run(origin.Port, "inject 500/s during 200 ms", "requests = 100\nerrors = 0", "loops 2\ntimeout 30 s\nconnections 100");

        Assert.True(status == ExitStatus.Passed, output);
    }

    [Fact]
    public void AWrongScenario_SendsNothing()
    {
        File.WriteAllText(_file, "scenario s\ntarget gopher://a\n");
        using var errors = new StringWriter { NewLine = "\n" };

        int status = new FrontDoor(new RunOptions { ScenarioFile = _file }, TextWriter.Null, errors).Run();

        Assert.Equal(ExitStatus.Misused, status);
        Assert.Contains($"[ERROR] {_file}:2:8: 'gopher://a' is not an http address\n", errors.ToString());
    }

    private (int Status, string Output) Run(int port, string load, string assert, string setting = "")
    {
        File.WriteAllText(_file, $"scenario s\ntarget http://127.0.0.1:${{PORT}}\n{setting}\nstep a\nget /\nload\n{load}\nassert\n{assert}\n");
        using var output = new StringWriter { NewLine = "\n" };
        var options = new RunOptions
        {
            ScenarioFile = _file,
            IsQuiet = true,
            Variables = new Dictionary<string, string> { ["PORT"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        };
        int status = new FrontDoor(options, output, output).Run();
        return (status, output.ToString());
    }
}
