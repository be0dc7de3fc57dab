using Engine.Config.Expressions;
using Engine.Config.Model;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary>log lines and what chooses their content (CFG 4.2 "log", 8.2).</summary>
public sealed class LogTests
{
    [Fact]
    public void Log_TakesAllItsArguments()
    {
        LogTargetConfig target = Assert.Single(Configured.Valid("global\n log 10.0.0.1:5140 len 2000 format rfc5424 sample 1,3-4:5 local0 notice err\n", Configured.Open).Global.LogTargets);
        Assert.Equal(new AddressConfig(AddressFamily.IPv4, "10.0.0.1", 5140, 5140), target.Address);
        Assert.Equal((2000, LogHeader.Rfc5424, 16, LogLevel.Notice, LogLevel.Err), (target.LengthMax, target.Header, target.Facility, target.LevelMax, target.LevelMin));
        Assert.Equal(5, target.Sample!.Size);
        Assert.Equal([(1, 1), (3, 4)], target.Sample.Ranges);
    }

    [Theory]
    [InlineData("127.0.0.1", AddressFamily.IPv4, "127.0.0.1", 514)]
    [InlineData("/dev/log", AddressFamily.Unix, "/dev/log", 0)]
    [InlineData("stdout", AddressFamily.Descriptor, "1", 0)]
    [InlineData("stderr", AddressFamily.Descriptor, "2", 0)]
    [InlineData("fd@5", AddressFamily.Descriptor, "5", 0)]
    public void LogTargets(string text, AddressFamily family, string host, int port)
    {
        LogTargetConfig target = Assert.Single(Configured.Valid($"global\n log {text} daemon\n", Configured.Open).Global.LogTargets);
        Assert.Equal(new AddressConfig(family, host, port, port), target.Address);
        Assert.Equal((1024, LogHeader.Local, 3, LogLevel.Debug, LogLevel.Emerg), (target.LengthMax, target.Header, target.Facility, target.LevelMax, target.LevelMin));
    }

    [Fact]
    public void LogGlobal_StandsForTheGlobalTargets_AndNoLogClears()
    {
        Configured read = Configured.Valid("""
            defaults
                mode http
                log global
                log 10.0.0.9 local1
                option httplog
                timeout client 1s
            frontend both
                bind :80
            frontend none
                bind :81
                no log
            frontend own
                bind :82
                no log
                log 10.0.0.8 local2
                log-tag web
                option tcplog clf
            global
                log 10.0.0.1 local0
            """, Configured.Open);
        Assert.Equal(["10.0.0.1", "10.0.0.9"], [read.Find("both").LogTargets[0].Address.Host, read.Find("both").LogTargets[1].Address.Host]);
        Assert.Empty(read.Find("none").LogTargets);
        Assert.Equal("10.0.0.8", Assert.Single(read.Find("own").LogTargets).Address.Host);
        Assert.Equal(("web", LogLineKind.TcpClf), (read.Find("own").LogTag, read.Find("own").LogLine!.Kind));
        Assert.Equal(LogLineKind.Http, read.Find("both").LogLine!.Kind);
    }

    [Fact]
    public void LogFormat_IsParsedToItems()
    {
        LogLineConfig line = Configured.Proxy(Configured.Frontend(" log stdout local0\n log-format \"%ci  %{+Q}b %[path,lower]\""), Configured.Open).LogLine!;
        Assert.Equal(LogLineKind.Custom, line.Kind);
        Assert.Equal(5, line.Format!.Items.Count);
        Assert.IsType<LogSpace>(line.Format.Items[1]);
    }

    [Fact]
    public void Ring_IsASectionOfItsOwn()
    {
        Configured read = Configured.Valid("ring r\n description to the collector\n format rfc5424\n maxlen 2000\n size 32k\n timeout connect 5s\n server s1 10.0.0.1:6514 log-proto octet-count\n server s2 10.0.0.2:514\nglobal\n log ring@r local0\n log tcp@10.0.0.3:514 local0\n", Configured.Open);
        RingConfig ring = Assert.Single(read.Global.Rings);
        Assert.Equal(("r", "to the collector", LogHeader.Rfc5424, 2000, 32768, 5000), (ring.Name, ring.Description, ring.Header, ring.LengthMax, ring.SizeBytes, ring.ConnectMs));
        Assert.Equal([("s1", true), ("s2", false)], [(ring.Servers[0].Name, ring.Servers[0].OctetCount), (ring.Servers[1].Name, ring.Servers[1].OctetCount)]);
        Assert.Equal("r", read.Global.LogTargets[0].Ring);
        Assert.True(read.Global.LogTargets[1].Address.IsStream);
    }

    [Fact]
    public void Captures_AreSlotsInOrderOfDeclaration()
    {
        ProxyConfig proxy = Configured.Proxy(Configured.Frontend(" capture request header Host len 10\n capture response header Via len 20\n declare capture request len 30\n capture cookie SID len 40"), Configured.Open);
        Assert.Equal([(false, "Host", 10), (true, "Via", 20), (false, null, 30)], System.Linq.Enumerable.Select(proxy.Captures, capture => (capture.OfResponse, capture.Name, capture.LengthMax)));
        Assert.Equal(("SID", 40), (proxy.CookieCapture!.Name, proxy.CookieCapture.LengthMax));
    }

    [Theory]
    [InlineData("log 127.0.0.1", "'log' needs a facility such as local0 | write it as: log TARGET [len BYTES] [format local|rfc3164|rfc5424|priority|short|timed|iso|raw] [sample RANGES:SIZE] [profile NAME] FACILITY [LEVEL] [MINLEVEL]")]
    [InlineData("log 127.0.0.1 lcal0", "'log' takes a facility such as local0, not 'lcal0' | did you mean 'local0'?")]
    [InlineData("log 127.0.0.1 local0 warn", "'log' takes a level such as notice, not 'warn'")]
    [InlineData("log 127.0.0.1 local0 info notice x", "unexpected argument 'x' of 'log' | write it as: log TARGET [len BYTES] [format local|rfc3164|rfc5424|priority|short|timed|iso|raw] [sample RANGES:SIZE] [profile NAME] FACILITY [LEVEL] [MINLEVEL]")]
    [InlineData("log 127.0.0.1 len 5 local0", "'len' must be between 80 and 65535, not 5")]
    [InlineData("log 127.0.0.1 sample 4:3 local0", "'4:3' does not say which lines to send | write lines, a colon and how many lines they are taken from: 'sample 1,3:4' sends the first and third of every four")]
    [InlineData("log backend@b local0", "the log target 'backend@' is known, but not supported yet")]
    [InlineData("log 127.0.0.1 profile p local0", "there is no log profile 'p' | declare it: log-profile p")]
    [InlineData("no log x", "'no log' takes no argument, but 'x' follows | remove it")]
    [InlineData("log-format %ci %b", "unexpected argument '%b' of 'log-format' | write it as: log-format FORMAT")]
    [InlineData("log-format %B", "the log alias '%B' is known, but not supported yet\nwarning: frontend 'x' says what to log, but no 'log' line says where | add 'log global', or a log line with a target")]
    [InlineData("capture request header Host", "'capture request header' does not say how much to keep | write how many bytes behind it, such as: len 64")]
    [InlineData("capture cookie a len 0", "'len' must be between 1 and 65535, not 0")]
    [InlineData("option httplog clff", "'option httplog' takes 'clf' or 'json', not 'clff' | did you mean 'clf'?")]
    public void FaultyLines(string line, string finding) => Assert.Equal(finding, Configured.InFrontend(line, Configured.Open));

    [Theory]
    [InlineData("log 127.0.0.1 local0", "'log' is known, but not supported yet")]
    [InlineData("log global", "'log global' is known, but not supported yet")]
    [InlineData("option httplog", "'option httplog' is known, but not supported yet")]
    [InlineData("option logasap", "'option logasap' is known, but not supported yet")]
    [InlineData("no option logasap", "")]
    [InlineData("no log", "")]
    [InlineData("log-tag x", "'log-tag' is known, but not supported yet")]
    [InlineData("log-format %ci", "'log-format' is known, but not supported yet")]
    [InlineData("log-format %cii", "unknown log alias '%cii' | did you mean 'ci'?")]
    public void ClosedGate_RefusesWhatIsValid(string line, string finding) => Assert.Equal(finding, Configured.InFrontend(line));
}
