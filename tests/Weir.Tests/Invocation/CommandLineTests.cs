using System.Linq;
using Weir.Invocation;
using Xunit;

namespace Weir.Tests.Invocation;

/// <summary>HAProxy's command line: management guide, "Starting HAProxy".</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("-f a -f b", "a b")]
    [InlineData("-f a -- b c", "a b c")]
    [InlineData("-db -- b -c", "b -c")]
    [InlineData("-f dir/ -c", "dir/")]
    [InlineData("-f -x", "-x")]
    public void Files_ComeInTheOrderOfTheCommandLine(string line, string files) => Assert.Equal(files, string.Join(' ', Parse(line).Files));

    [Theory]
    [InlineData("-f a", Purpose.Serve)]
    [InlineData("-c -f a", Purpose.Check)]
    [InlineData("-f a -c -V", Purpose.Check)]
    [InlineData("-v", Purpose.ShowVersion)]
    [InlineData("-vv", Purpose.ShowVersionDetails)]
    [InlineData("-h", Purpose.ShowHelp)]
    [InlineData("--help", Purpose.ShowHelp)]
    [InlineData("-cc 1", Purpose.EvaluateCondition)]
    [InlineData("demo", Purpose.Demo)]
    [InlineData("demo --help", Purpose.ShowHelp)]
    public void Purpose_FollowsFromTheOptions(string line, object purpose) => Assert.Equal(purpose, Parse(line).Purpose);

    [Theory]
    [InlineData("-f a", Ground.AsConfigured, MasterMode.None)]
    [InlineData("-f a -D", Ground.Background, MasterMode.None)]
    [InlineData("-f a -db", Ground.Foreground, MasterMode.None)]
    [InlineData("-f a -d", Ground.Foreground, MasterMode.None)]
    [InlineData("-f a -D -db", Ground.Foreground, MasterMode.None)]
    [InlineData("-f a -db -D", Ground.Foreground, MasterMode.None)]
    [InlineData("-f a -W", Ground.AsConfigured, MasterMode.Master)]
    [InlineData("-f a -W -D", Ground.Background, MasterMode.Master)]
    [InlineData("-f a -Ws", Ground.Foreground, MasterMode.MasterNotify)]
    [InlineData("-f a -Ws -W -D", Ground.Foreground, MasterMode.MasterNotify)]
    public void Ground_ForegroundOutweighsBackground(string line, object ground, object mode)
    {
        Options options = Parse(line);
        Assert.Equal((ground, mode), ((object)options.Ground, (object)options.MasterMode));
    }

    [Fact]
    public void Pids_RunUpToTheNextOption()
    {
        Options options = Parse("-sf 12 34 -f a -st 56 -D");
        Assert.Equal([12, 34], options.FinishPids);
        Assert.Equal([56], options.TerminatePids);
        Assert.Equal(Ground.Background, options.Ground);
    }

    [Fact]
    public void Pids_MayBeNone_AsWhenASubstitutedFileIsEmpty() => Assert.Empty(Parse("-f a -sf").FinishPids);

    [Fact]
    public void Values_ReachTheirPlace()
    {
        Options options = Parse("-f a -p run/pid -C etc -n 100 -N 20 -m 64 -q -dW -dD -dR -dS");
        Assert.Equal(("run/pid", "etc"), (options.PidFile, options.WorkingDirectory));
        Assert.Equal((100, 20, 64), (options.MaxConn, options.ProxyMaxConn, options.MemoryMaxMb));
        Assert.True(options is { Quiet: true, WarningsAreFatal: true, ShowDiagnostics: true, NoReusePort: true, NoSplice: true });
    }

    [Theory]
    [InlineData("-dM")]
    [InlineData("-dMno-merge,tag")]
    [InlineData("-dM0x50")]
    [InlineData("-dKall")]
    [InlineData("-dCkey")]
    [InlineData("-dI")]
    [InlineData("-dK")]
    [InlineData("-L name")]
    public void DebugOptions_WithoutASubject_AreAccepted(string line) => Assert.Empty(Parse("-f a " + line).WithoutEffect);

    [Fact]
    public void OptionsWithoutEffect_SayWhy() => Assert.Equal("-de has no effect: epoll is the only poller there is", Assert.Single(Parse("-f a -de").WithoutEffect));

    [Fact]
    public void ServersMayBeNowhere_WhereTheCommandLineSaysSo()
    {
        Assert.True(Parse("-f a -dr").StartsWithoutAddresses);
        Assert.False(Parse("-f a").StartsWithoutAddresses);
    }

    [Fact]
    public void ServersNeedNotBeVerified_WhereTheCommandLineSaysSo()
    {
        Assert.True(Parse("-f a -dV").NoServerVerify);
        Assert.False(Parse("-f a").NoServerVerify);
    }

    [Fact]
    public void Demo_TakesAPort()
    {
        Assert.Equal(8080, Parse("demo").DemoPort);
        Assert.Equal(9000, Parse("demo --port 9000").DemoPort);
    }

    [Theory]
    [InlineData("-z -f a", "unknown option '-z'")]
    [InlineData("-dbb -f a", "unknown option '-dbb'")]
    [InlineData("-Wx -f a", "unknown option '-Wx'")]
    [InlineData("a.cfg", "unexpected 'a.cfg': files follow -f or --")]
    [InlineData("", "no configuration file: name one with -f")]
    [InlineData("-c", "no configuration file: name one with -f")]
    [InlineData("-f", "-f needs a value: FILE|DIR")]
    [InlineData("-f a -n many", "-n takes a number of 1 or more, not 'many'")]
    [InlineData("-f a -n 0", "-n takes a number of 1 or more, not '0'")]
    [InlineData("-f a -sf 1 x", "-sf takes a number of 1 or more, not 'x'")]
    [InlineData("demo --port 65534", "demo takes '--port N' (1 to 65533; the two ports above it are used as well) and nothing else")]
    public void Mistakes_AreNamed(string line, string error)
    {
        Assert.False(CommandLine.TryParse(line.Split(' ', System.StringSplitOptions.RemoveEmptyEntries), out Options? options, out string found));
        Assert.Null(options);
        Assert.Equal(error, found);
    }

    [Fact]
    public void EveryRow_HasItsOwnNameAndALineOfDocumentation()
    {
        Assert.Equal(OptionTable.Rows.Count, OptionTable.Rows.Select(row => row.Name).Distinct().Count());
        Assert.All(OptionTable.Rows, row => Assert.False(string.IsNullOrWhiteSpace(row.Documentation)));
    }

    private static Options Parse(string line)
    {
        Assert.True(CommandLine.TryParse(line.Split(' '), out Options? options, out string error), error);
        return options!;
    }
}
