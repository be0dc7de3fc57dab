using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Weir.Tests.Processes;
using Weir.Tools;
using Xunit;

namespace Weir.Tests.Tools;

/// <summary><c>weir check</c>: what <c>-c</c> says, and what is valid but hardly meant.</summary>
public sealed class CheckToolTests
{
    private const string Timeouts = "defaults\n    mode http\n    timeout client 1s\n    timeout connect 1s\n    timeout server 1s\n";

    [Fact]
    public void Check_OfAValidFile_SaysSoAndNothingElse()
    {
        using var place = new Workplace();
        Assert.Equal(new ToolRun(0, "Configuration file is valid\n", ""), ToolRun.Of("check", place.Configuration));
    }

    [Theory]
    [InlineData("frontend f\n    bindd :80\n", 1)]
    [InlineData("backend b\n    server s 127.0.0.1:1\n", 2)]
    public void Check_OfAnInvalidOrUnheardFile_ExitsAsTheOptionDoes(string lines, int status)
    {
        using var place = new Workplace();
        string file = place.Write("a.cfg", Timeouts + lines);
        using WeirProcess option = WeirProcess.Start("-c", "-f", file);
        Assert.Equal((status, status), (ToolRun.Of("check", file).Status, option.WaitForExit()));
    }

    [Fact]
    public void Check_AsJson_GivesPlacesMessagesAndFixes()
    {
        using var place = new Workplace();
        string file = place.Write("a.cfg", Timeouts + "frontend f\n    bind :1\n    timeout clint 5s\n");
        ToolRun run = ToolRun.Of("check", "--json", file);
        JsonElement root = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal((1, ""), (run.Status, run.Errors));
        Assert.False(root.GetProperty("valid").GetBoolean());
        JsonElement finding = Assert.Single(root.GetProperty("findings").EnumerateArray());
        Assert.Equal("error", finding.GetProperty("severity").GetString());
        Assert.Equal((file, 8, 13), (finding.GetProperty("file").GetString(), finding.GetProperty("line").GetInt32(), finding.GetProperty("column").GetInt32()));
        Assert.Equal("did you mean 'client'?", finding.GetProperty("help").GetString());
    }

    [Theory]
    [InlineData("listen s\n    bind *:1\n    stats enable\n", "the statistics of 's' are shown to everybody")]
    [InlineData("listen s\n    bind 203.0.113.1:1\n    stats uri /s\n", "the statistics of 's' are shown to everybody")]
    [InlineData("listen b\n    bind :1\n    server one 192.0.2.1:80\n    server two 192.0.2.1:80\n", "server 'two' has the address of server 'one' (line 8)")]
    [InlineData("frontend f\n    bind :1\n    http-request deny if { path_beg admin }\n", "a path begins with '/', and 'admin' does not")]
    [InlineData("frontend f\n    bind :1\n    acl a src 10.0.0.0/8\n    http-request deny if a !a\n", "it asks for 'a' and for its opposite")]
    [InlineData("frontend f\n    bind :1\n    unique-id-header X\n", "'f' has a 'unique-id-header' but no 'unique-id-format', so the header is not sent")]
    [InlineData("frontend f\n    bind :1\n    use_backend b\n    use_backend b if { path /x }\nbackend b\n    server s 192.0.2.1:80\n", "this rule is never reached: line 8 takes every request")]
    public void Check_OfWhatIsHardlyMeant_WarnsWhereTheOptionIsSilent(string lines, string warning)
    {
        using var place = new Workplace();
        string file = place.Write("a.cfg", Timeouts + lines);
        ToolRun run = ToolRun.Of("check", file);
        Assert.Equal(0, run.Status);
        Assert.Contains("[WARNING]", run.Errors);
        Assert.Contains(warning, run.Errors);
        using WeirProcess option = WeirProcess.Start("-c", "-f", file);
        using WeirProcess asked = WeirProcess.Start("-c", "-dD", "-f", file);
        Assert.Equal((0, 0), (option.WaitForExit(), asked.WaitForExit()));
        Assert.Equal("", option.Errors);
        Assert.Contains(warning, asked.Errors);
    }

    [Theory]
    [InlineData("listen s\n    bind 127.0.0.1:1\n    stats enable\n")]
    [InlineData("listen s\n    bind 10.1.2.3:1\n    stats enable\n")]
    [InlineData("listen s\n    bind *:1\n    stats enable\n    stats auth a:b\n")]
    [InlineData("listen s\n    bind *:1\n    stats enable\n    http-request deny if !{ src 10.0.0.0/8 }\n")]
    [InlineData("listen b\n    bind :1\n    server one 192.0.2.1:80\n    server two 192.0.2.1:80 source 192.0.2.9\n")]
    [InlineData("listen b\n    bind :1\n    server one 192.0.2.1:80\n    server two 192.0.2.1:81\n    server three 192.0.2.1:80 disabled\n")]
    [InlineData("frontend f\n    bind :1\n    http-request deny if { path_beg admin /admin } or { path_sub admin } or { path_end .php }\n")]
    [InlineData("frontend f\n    bind :1\n    http-request deny if FALSE\n    http-request deny unless { path_beg admin }\n")]
    public void Check_OfWhatMayBeMeant_IsSilent(string lines)
    {
        using var place = new Workplace();
        Assert.Equal(new ToolRun(0, "Configuration file is valid\n", ""), ToolRun.Of("check", place.Write("a.cfg", Timeouts + lines)));
    }

    [Fact]
    public void Check_OfALogTarget_WarnsExactlyWhileNothingReceivesThere()
    {
        using var place = new Workplace();
        using var receiver = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

        // An address of its own: no other test takes the port there once it is free.
        receiver.Bind(new IPEndPoint(IPAddress.Parse("127.0.3.1"), 0));
        int port = ((IPEndPoint)receiver.LocalEndPoint!).Port;
        string file = place.Write("a.cfg", $"global\n    log 127.0.3.1:{port} local0\n    log 192.0.2.1:{port} local0\n{Timeouts}    log global\nfrontend f\n    bind 127.0.0.1:1\n");
        Assert.Equal("", ToolRun.Of("check", file).Errors);
        receiver.Dispose();
        string errors = ToolRun.Of("check", file).Errors;
        Assert.Contains($"nothing on this machine receives UDP at 127.0.3.1:{port}", errors);
        Assert.Contains("1 warning in", errors);
    }

    [Fact]
    public void UdpTable_OfTheKernelsText_GivesAddressesAndPortsOfUnconnectedSockets()
    {
        string[] lines =
        [
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops",
            "  12: 0100007F:0202 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1 2 0 0",
            "  13: 0200007F:0035 0100007F:1234 01 00000000:00000000 00:00000000 00000000     0        0 1 2 0 0",
            "  14: 00000000000000000000000001000000:0203 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 1 2 0 0",
        ];
        HashSet<(string Address, int Port)> receivers = [];
        UdpTable.Read(lines, receivers, "07");
        Assert.Equal([("127.0.0.1", 514), ("::1", 515)], receivers.Order());
    }

    [Fact]
    public void Check_OfMoreConnectionsThanFiles_Warns()
    {
        using var place = new Workplace(global: "maxconn 900000000");
        Assert.Contains("maxconn 900000000 does not fit", ToolRun.Of("check", place.Configuration).Errors);
    }
}
