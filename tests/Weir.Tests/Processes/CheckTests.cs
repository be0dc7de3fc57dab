using System.IO;
using System.Threading.Tasks;
using Weir.Native;
using Xunit;

namespace Weir.Tests.Processes;

/// <summary><c>-c</c>, <c>-cc</c> and mistakes on the command line: texts and exit statuses.</summary>
public sealed class CheckTests
{
    [Fact]
    public void Check_OfAValidFile_SaysSoOnStandardOutput()
    {
        using var place = new Workplace();
        using WeirProcess weir = WeirProcess.Start("-c", "-f", place.Configuration);
        Assert.Equal(0, weir.WaitForExit());
        Assert.Equal("Configuration file is valid\n", weir.Output);
        Assert.Equal("", weir.Errors);
    }

    [Fact]
    public void Check_Quietly_SaysNothing()
    {
        using var place = new Workplace();
        using WeirProcess weir = WeirProcess.Start("-c", "-q", "-f", place.Configuration);
        Assert.Equal(0, weir.WaitForExit());
        Assert.Equal("", weir.Output);
    }

    [Fact]
    public void Check_OfAMistake_SaysWhereAndExitsWith1()
    {
        using var place = new Workplace();
        string bad = place.Write("bad.cfg", "frontend f\n    bindd :80\n");
        using WeirProcess weir = WeirProcess.Start("-c", "-f", bad);
        Assert.Equal(1, weir.WaitForExit());
        Assert.Equal("", weir.Output);
        Assert.StartsWith($"[ERROR] {bad}:2:5: unknown keyword 'bindd'", weir.Errors);
    }

    [Fact]
    public void Check_WithAWarning_IsValidUnlessWarningsAreFatal()
    {
        using var place = new Workplace();
        string warns = place.Write("warns.cfg", "listen f\n    bind 127.0.0.1:1\n");
        using WeirProcess lenient = WeirProcess.Start("-c", "-f", warns);
        using WeirProcess strict = WeirProcess.Start("-c", "-dW", "-f", warns);
        Assert.Equal((0, 1), (lenient.WaitForExit(), strict.WaitForExit()));
        Assert.Contains("[WARNING]", lenient.Errors);
        Assert.Contains("-dW", strict.Errors);
    }

    /// <summary>Hints about machinery that is not here: one warning each, the file is valid and served, and whoever allows no warnings is obeyed.</summary>
    [Fact]
    public async Task Hints_AreWarnedAboutAndServed_UnlessWarningsAreFatal()
    {
        using var place = new Workplace("tune.h2.max-concurrent-streams 100\n    thread-groups 1");
        using WeirProcess check = WeirProcess.Start("-c", "-f", place.Configuration);
        using WeirProcess strict = WeirProcess.Start("-c", "-dW", "-f", place.Configuration);
        Assert.Equal((0, 1), (check.WaitForExit(), strict.WaitForExit()));
        Assert.Matches(@"\[WARNING\] \S+:\d+:5: 'tune\.h2\.max-concurrent-streams' has no effect: HTTP/2 is not spoken yet\n", check.Errors);
        Assert.Matches(@"\[WARNING\] \S+:\d+:5: 'thread-groups' has no effect: all threads are in one group\n", check.Errors);
        Assert.Contains("2 warnings in ", check.Errors);

        using WeirProcess weir = WeirProcess.Start("-f", place.Configuration);
        Assert.Equal("served", await WeirProcess.Get(place.Port));
        weir.Signal(ProcessCalls.SigUsr1);
        Assert.Equal(0, weir.WaitForExit());

        using var severe = new Workplace("zero-warning\n    busy-polling");
        using WeirProcess refused = WeirProcess.Start("-f", severe.Configuration);
        Assert.Equal(1, refused.WaitForExit());
        Assert.Contains("'zero-warning' allows none", refused.Errors);
    }

    /// <summary>MGMT "-dr": "none" is the last method of every server's init-addr, so that a file can be checked where its names mean nothing.</summary>
    [Fact]
    public async Task NamesThatLeadNowhere_AreRefused_UnlessTheCommandLineAllowsThem()
    {
        using var place = new Workplace();
        string file = place.Write("names.cfg", File.ReadAllText(place.Configuration) + "    use_backend b if { path /b }\nbackend b\n    server s nowhere.invalid:80\n    server t nowhere.invalid:80 init-addr libc\n");
        using WeirProcess check = WeirProcess.Start("-c", "-f", file);
        using WeirProcess lenient = WeirProcess.Start("-c", "-dr", "-f", file);
        Assert.Equal((1, 0), (check.WaitForExit(), lenient.WaitForExit()));
        Assert.Contains("nowhere.invalid", check.Errors);
        Assert.Equal("", lenient.Errors);

        using WeirProcess weir = WeirProcess.Start("-dr", "-f", file);
        Assert.Equal("served", await WeirProcess.Get(place.Port));
        weir.Signal(ProcessCalls.SigUsr1);
        Assert.Equal(0, weir.WaitForExit());
    }

    [Fact]
    public void Check_OfAFileThatListensNowhere_ExitsWith2AndAStartFails()
    {
        using var place = new Workplace();
        string unheard = place.Write("unheard.cfg", "defaults\n    mode http\nbackend b\n    timeout connect 1s\n    timeout server 1s\n    server s 127.0.0.1:1\n");
        using WeirProcess check = WeirProcess.Start("-c", "-f", unheard);
        using WeirProcess start = WeirProcess.Start("-f", unheard);
        Assert.Equal((2, 1), (check.WaitForExit(), start.WaitForExit()));
        Assert.Contains("would not start", check.Output);
        Assert.Contains("nothing to listen on", start.Errors);
    }

    /// <summary>Whoever only checks servers, or only shares tables, takes no clients: an operator or other machines reach it.</summary>
    [Theory]
    [InlineData("global\n    stats socket {0}\nbackend b\n    timeout connect 1s\n    timeout server 1s\n    server s 127.0.0.1:1 check\n")]
    [InlineData("global\n    localpeer me\npeers p\n    bind {0}\n    server me\n")]
    public void AFileThatTakesNoClients_IsServed(string text)
    {
        using var place = new Workplace();
        string file = place.Write("silent.cfg", string.Format(null, text, place.PathOf("socket")));
        using WeirProcess check = WeirProcess.Start("-c", "-f", file);
        using WeirProcess start = WeirProcess.Start("-D", "-f", file, "-p", place.PidFile);
        Assert.Equal((0, 0), (check.WaitForExit(), start.WaitForExit()));
        int pid = place.ReadPid();
        Assert.Equal(0, ProcessCalls.Kill(pid, 15));
        Assert.True(Workplace.WaitForEnd(pid));
    }

    [Fact]
    public void Check_OfSeveralFilesAndADirectory_ReportsTheErrorsOfAllInOneRun()
    {
        using var place = new Workplace();
        string first = place.Write("1.cfg", "frontend f\n    bindd :80\n    mode http\n    timeout clint 5s\n");
        Directory.CreateDirectory(place.PathOf("more"));
        string second = place.Write("more/2.cfg", "backend b\n    balance roundrobn\n");
        place.Write("more/.hidden.cfg", "nonsense\n");
        place.Write("more/README", "nonsense\n");
        using WeirProcess weir = WeirProcess.Start("-c", "--", first, place.PathOf("more"));
        Assert.Equal(1, weir.WaitForExit());
        Assert.Contains($"[ERROR] {first}:2:5: unknown keyword 'bindd'", weir.Errors);
        Assert.Contains($"[ERROR] {first}:4:13: unknown timeout 'clint'", weir.Errors);
        Assert.Contains($"[ERROR] {second}:2:13: unknown balancing algorithm 'roundrobn'", weir.Errors);
        Assert.DoesNotContain("nonsense", weir.Errors);
    }

    [Fact]
    public void Check_OptionsInAnyOrder_AreTheSame()
    {
        using var place = new Workplace();
        using WeirProcess last = WeirProcess.Start("-f", place.Configuration, "-dM", "-db", "-c");
        using WeirProcess first = WeirProcess.Start("-c", "-dk", "-dv", "-L", "me", "-q", "-V", "--", place.Configuration);
        Assert.Equal((0, 0), (last.WaitForExit(), first.WaitForExit()));
        Assert.Equal(last.Output, first.Output);
    }

    [Fact]
    public void Check_OfAnUnknownUser_IsAMistake()
    {
        using var place = new Workplace("user no-such-user");
        using WeirProcess weir = WeirProcess.Start("-c", "-f", place.Configuration);
        Assert.Equal(1, weir.WaitForExit());
        Assert.Contains("this machine has no user 'no-such-user'", weir.Errors);
    }

    [Fact]
    public void Check_InAnotherDirectory_FindsFilesThere()
    {
        using var place = new Workplace();
        using WeirProcess weir = WeirProcess.Start("-c", "-C", place.PathOf(""), "-f", "weir.cfg");
        Assert.Equal(0, weir.WaitForExit());
    }

    [Theory]
    [InlineData("version_atleast(3.0)", 0)]
    [InlineData("version_before(2.0)", 1)]
    [InlineData("feature(EPOLL) && !feature(LUA)", 0)]
    [InlineData("", 1)]
    [InlineData("nonsense(", 2)]
    public void Condition_AnswersByExitStatus(string condition, int status)
    {
        using WeirProcess weir = WeirProcess.Start("-cc", condition);
        Assert.Equal(status, weir.WaitForExit());
        Assert.Equal(status == 2, weir.Errors.Length > 0);
    }

    [Fact]
    public void UnknownOption_PrintsUsageAndExitsWith1()
    {
        using WeirProcess weir = WeirProcess.Start("-z");
        Assert.Equal(1, weir.WaitForExit());
        Assert.StartsWith("[ERROR] unknown option '-z'\nUsage: weir ", weir.Errors);
    }
}
