using Engine.Config.Model;
using Engine.Config.Tests.Text;
using Engine.Config.Text;
using Engine.Config.Values;
using Xunit;

namespace Engine.Config.Tests.Values;

/// <summary>CFG 11: addresses. "family host first-last" on the right; which forms are accepted was compared with haproxy 2.6.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("*:80", "Any * 80-80")]
    [InlineData(":80", "Any  80-80")]
    [InlineData("10.0.0.1:80", "IPv4 10.0.0.1 80-80")]
    [InlineData("10.0.0.1:80-90", "IPv4 10.0.0.1 80-90")]
    [InlineData("[::1]:80", "IPv6 ::1 80-80")]
    [InlineData("::1:80", "IPv6 ::1 80-80")]
    [InlineData(":::80", "IPv6 :: 80-80")]
    [InlineData("2001:db8::1:80", "IPv6 2001:db8::1 80-80")]
    [InlineData("[1.2.3.4]:80", "IPv4 1.2.3.4 80-80")]
    [InlineData("localhost:80", "Any localhost 80-80")]
    [InlineData("ip@:80", "Any  80-80")]
    [InlineData("ipv4@:80", "IPv4  80-80")]
    [InlineData("ipv6@:80", "IPv6  80-80")]
    [InlineData("ipv6@*:80", "IPv6 * 80-80")]
    [InlineData("ipv6@::1:80", "IPv6 ::1 80-80")]
    [InlineData("ipv4@web:80", "IPv4 web 80-80")]
    [InlineData("tcp@1.2.3.4:80", "IPv4 1.2.3.4 80-80")]
    [InlineData("tcp4@:80", "IPv4  80-80")]
    [InlineData("tcp6@[::1]:80", "IPv6 ::1 80-80")]
    [InlineData("stream+ipv4@:80", "IPv4  80-80")]
    [InlineData("stream+:80", "Any  80-80")]
    [InlineData("unix@/run/a.sock", "Unix /run/a.sock 0-0")]
    [InlineData("unix@a.sock", "Unix a.sock 0-0")]
    [InlineData("/run/a:b.sock", "Unix /run/a:b.sock 0-0")]
    [InlineData("uxst@/run/a.sock", "Unix /run/a.sock 0-0")]
    [InlineData("stream+/run/a.sock", "Unix /run/a.sock 0-0")]
    [InlineData("abns@app", "Abstract app 0-0")]
    [InlineData("fd@3", "Descriptor 3 0-0")]
    [InlineData("stream+fd@3", "Descriptor 3 0-0")]
    [InlineData(":80,10.0.0.1:81,/a", "Any  80-80; IPv4 10.0.0.1 81-81; Unix /a 0-0")]
    public void Bind_Forms(string text, string expected) => Assert.Equal(expected, Bind(text, out _));

    [Theory]
    [InlineData("10.0.0.1", "IPv4 10.0.0.1 0-0")]
    [InlineData("10.0.0.1:80", "IPv4 10.0.0.1 80-80")]
    [InlineData("10.0.0.1:", "IPv4 10.0.0.1 0-0")]
    [InlineData("10.0.0.1:0", "IPv4 10.0.0.1 0-0")]
    [InlineData("::1", "IPv6 ::1 0-0")]
    [InlineData("[::1]", "IPv6 ::1 0-0")]
    [InlineData("::1:", "IPv6 ::1 0-0")]
    [InlineData("web-1.example.com:8080", "Any web-1.example.com 8080-8080")]
    [InlineData("my_host", "Any my_host 0-0")]
    [InlineData("10.0.0.1:+80", "IPv4 10.0.0.1 80-80 offset")]
    [InlineData("10.0.0.1:-80", "IPv4 10.0.0.1 -80--80 offset")]
    [InlineData("*", "Any * 0-0")]
    [InlineData("unix@/run/app.sock", "Unix /run/app.sock 0-0")]
    public void Server_Forms(string text, string expected) => Assert.Equal(expected, One(text, AddressRules.Server, out _));

    [Theory]
    [InlineData("10.0.0.1", "IPv4 10.0.0.1 0-0")]
    [InlineData("10.0.0.1:1024-65535", "IPv4 10.0.0.1 1024-65535")]
    [InlineData("*", "Any * 0-0")]
    public void Source_Forms(string text, string expected) => Assert.Equal(expected, One(text, AddressRules.Source, out _));

    [Theory]
    [InlineData("127.0.0.1:514", "IPv4 127.0.0.1 514-514")]
    [InlineData("127.0.0.1", "IPv4 127.0.0.1 0-0")]
    [InlineData("/dev/log", "Unix /dev/log 0-0")]
    [InlineData("udp@logs:514", "Any logs 514-514")]
    [InlineData("fd@2", "Descriptor 2 0-0")]
    public void Log_Forms(string text, string expected) => Assert.Equal(expected, One(text, AddressRules.Log, out _));

    [Theory]
    [InlineData("$HOST:$PORT", "IPv4 10.9.8.7 8080-8080")]
    [InlineData("${HOST}:${PORT}", "IPv4 10.9.8.7 8080-8080")]
    [InlineData(":${NOPE-81}", "Any  81-81")]
    [InlineData("fd@${FD}", "Descriptor 5 0-0")]
    [InlineData("unix@${DIR}/app.sock", "Unix /run/app.sock 0-0")]
    public void Variables_AreReplacedWithoutQuotes(string text, string expected) => Assert.Equal(expected, Bind(text, out _));

    [Theory]
    [InlineData("*", 1, 0, "the port is missing", "write '*:80'")]
    [InlineData("80", 2, 0, "the port is missing", "write ':80' for port 80 of all addresses")]
    [InlineData("::1", 3, 0, "the port is missing", "write '[::1]:80'")]
    [InlineData("10.0.0.1:", 9, 0, "the port is missing", "write '10.0.0.1:80'")]
    [InlineData("10.0.0.1:90-80", 9, 5, "the port range ends before it begins", "write '80-90'")]
    [InlineData(":65536", 1, 5, "there is no port 65536", "ports are numbers from 1 to 65535")]
    [InlineData(":0", 1, 1, "there is no port 0", "ports are numbers from 1 to 65535")]
    [InlineData(":80-", 4, 0, "a port number is missing here", "ports are numbers from 1 to 65535")]
    [InlineData(":http", 1, 1, "'h' cannot stand in a port number", "ports are numbers from 1 to 65535")]
    [InlineData(":80a", 3, 1, "'a' cannot stand in a port number", "ports are numbers from 1 to 65535")]
    [InlineData(":+80", 1, 3, "a bind address has a port of its own, not an offset", "write '80'")]
    [InlineData("256.0.0.1:80", 0, 9, "'256.0.0.1' is not an IPv4 address", "it is four numbers from 0 to 255 with dots between, without leading zeros")]
    [InlineData("010.0.0.1:80", 0, 9, "'010.0.0.1' is not an IPv4 address", "it is four numbers from 0 to 255 with dots between, without leading zeros")]
    [InlineData("-web:80", 0, 1, "no host name can start with '-'", "names have letters, digits, dots, '-' and '_'")]
    [InlineData("1.2.3.4:80:90", 0, 10, "'1.2.3.4:80' is not an IPv6 address", "with a port it is written [2001:db8::1]:80")]
    [InlineData("ipv4@::1:80", 5, 3, "'::1' is not an IPv4 address, which the prefix demands", "change the prefix, or remove it")]
    [InlineData("ipv6@1.2.3.4:80", 5, 7, "'1.2.3.4' is not an IPv6 address, which the prefix demands", "change the prefix, or remove it")]
    [InlineData("http://10.0.0.1:80/", 0, 7, "an address has no scheme", "write '10.0.0.1:80'")]
    [InlineData("10.0.0.1/24:80", 8, 1, "'/' cannot stand in a host name", "an address here is neither a network nor a URL")]
    [InlineData("unix@", 5, 0, "the path of the UNIX socket is missing", "write it after the prefix, such as unix@/run/app.sock")]
    [InlineData("abns@", 5, 0, "the name of the abstract socket is missing", "write it after the prefix, such as abns@app")]
    [InlineData("fd@x", 3, 1, "the number of a file descriptor must follow 'fd@'", "write it as fd@3, or fd@${NAME} when the environment holds it")]
    [InlineData("unx@/a", 0, 4, "there is no address prefix 'unx@'", "did you mean 'unix@'?")]
    [InlineData("udp@:80", 0, 4, "'udp@' means datagrams, and a bind address needs a stream", "use tcp@, or no prefix at all")]
    [InlineData("dgram+ipv4@:80", 0, 11, "'dgram+ipv4@' means datagrams, and a bind address needs a stream", "use tcp@, or no prefix at all")]
    [InlineData("quic4@:443", 0, 6, "'quic4@' is known, but not supported yet", null)]
    [InlineData("rhttp@be/srv", 0, 6, "'rhttp@' is known, but not supported yet", null)]
    [InlineData("sockpair@x", 9, 1, "the number of a file descriptor must follow 'sockpair@'", "write it as sockpair@3, or sockpair@${NAME} when the environment holds it")]
    [InlineData(":80,:99999", 5, 5, "there is no port 99999", "ports are numbers from 1 to 65535")]
    [InlineData("", 0, 0, "a bind address is missing", null)]
    [InlineData("$NOPE", 0, 5, "the address is empty because the variable 'NOPE' is not set", "set it, or give a default: ${NOPE-127.0.0.1:80}")]
    [InlineData(":${PORT}0", 0, 9, "there is no port 80800 (the address reads ':80800' once its variables are replaced)", "ports are numbers from 1 to 65535")]
    [InlineData(":${PORT", 2, 1, "this brace is never closed", "variables are written $NAME or ${NAME}")]
    public void Bind_Wrong_IsExplained(string text, int offset, int length, string message, string? fix)
    {
        Assert.Equal("", Bind(text, out ValueIssue? issue));
        Assert.Equal(new ValueIssue(offset, length, message, fix), issue);
    }

    [Fact]
    public void Path_LongerThanASocketCanHold_IsRefused()
    {
        Assert.Equal("", Bind("/" + new string('p', 107), out ValueIssue? issue));
        Assert.Equal("the path of a UNIX socket has at most 107 bytes, this one has 108", issue!.Message);
        Assert.NotEqual("", Bind("/" + new string('p', 106), out _));
    }

    [Fact]
    public void Server_CannotHaveSeveralPorts()
    {
        Assert.Equal("", One("10.0.0.1:80-90", AddressRules.Server, out ValueIssue? issue));
        Assert.Equal(new ValueIssue(11, 3, "a server address has one port, not a range"), issue);
    }

    [Fact]
    public void Source_CannotBeASocketFile()
    {
        Assert.Equal("", One("/run/x", AddressRules.Source, out ValueIssue? issue));
        Assert.Equal("a source address cannot be a UNIX socket", issue!.Message);
    }

    [Fact]
    public void TrailingComma_IsForgivenWithAWarning()
    {
        Assert.Equal("Any  80-80", Bind(":80,", out ValueIssue? issue));
        Assert.Equal(new ValueIssue(3, 1, "no address follows this comma", "remove the comma"), issue);
    }

    [Fact]
    public void AbbreviatedIPv4_IsSpelledOutWithAWarning()
    {
        Assert.Equal("IPv4 1.2.0.3 80-80", Bind("1.2.3:80", out ValueIssue? issue));
        Assert.Equal(new ValueIssue(0, 5, "'1.2.3' is short for 1.2.0.3", "write all four numbers"), issue);
    }

    private static string Bind(string text, out ValueIssue? issue)
    {
        if (!AddressParser.TryParseList(text, AddressRules.Bind, Variables(), out var addresses, out issue))
        {
            return "";
        }

        return string.Join("; ", System.Linq.Enumerable.Select(addresses, Show));
    }

    private static string One(string text, AddressRules rules, out ValueIssue? issue) =>
        AddressParser.TryParse(text, rules, Variables(), out AddressConfig? address, out issue) ? Show(address!) : "";

    private static ConfigEnvironment Variables() => Reading.Environment("HOST=10.9.8.7", "PORT=8080", "FD=5", "DIR=/run");

    private static string Show(AddressConfig address) =>
        $"{address.Family} {address.Host} {address.FirstPort}-{address.LastPort}{(address.PortOffset ? " offset" : "")}";
}
