using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Logs;

/// <summary>Where lines go, and what stands in front of them (CFG 4.2 log, 3.9).</summary>
public sealed class TargetTests
{
    private const string Answer = "\n log-format \"hello %HM\"\n http-request return status 200";

    [Theory]
    [InlineData("local0", "<134>DATE weir[~]: hello GET\n")]
    [InlineData("format local daemon", "<30>DATE weir[~]: hello GET\n")]
    [InlineData("format rfc3164 local7", "<190>DATE HOST weir[~]: hello GET\n")]
    [InlineData("format rfc5424 local2", "<150>1 DATE - weir ~ - - hello GET\n")]
    [InlineData("format short local0", "<6>hello GET\n")]
    [InlineData("format priority local4", "<166>hello GET\n")]
    [InlineData("format timed local0", "<6>DATE hello GET\n")]
    [InlineData("format iso local0", "DATE hello GET\n")]
    [InlineData("format raw local0", "hello GET\n")]
    [InlineData("local0 info warning", "<134>DATE weir[~]: hello GET\n")]
    [InlineData("local0 debug debug", "<135>DATE weir[~]: hello GET\n")]
    public async Task Headers(string words, string line)
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} {words}{Answer}");
        await AskAsync(stand);
        await log.ExpectAsync(line.Replace("HOST", Environment.MachineName, StringComparison.Ordinal));
    }

    [Fact]
    public async Task HostnameTagAndStructuredData()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Global = "log-send-hostname box\n log-tag front",
            Frontend = $"log {log.Address} local0\n log {log.Address} format rfc5424 local0\n log-format-sd \"%{{+Q,+E}}o [x@1 m=%HM q=%HQ]\"{Answer}",
        });
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET /?\"]\\ HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ReceiveReplyAsync();
        await log.ExpectAsync("<134>DATE box front[~]: hello GET\n");
        await log.ExpectAsync("<134>1 DATE box front ~ - [x@1 m=\"GET\" q=\"?#22\\]\\\\\"] hello GET\n");
    }

    [Fact]
    public async Task Length_CutsTheLine_AndTheLineFeedStays()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} len 80 format raw local0\n log-format \"{new string('x', 200)}\"\n http-request return status 200");
        await AskAsync(stand);
        Assert.Equal(new string('x', 79) + "\n", await log.ReceiveAsync());
    }

    [Fact]
    public async Task Sample_SendsItsShare()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} sample 1,3:4 format raw local0\n log-format %HU\n http-request return status 200");
        using Wire client = await stand.ConnectAsync();
        for (int i = 1; i <= 7; i++)
        {
            await client.SendAsync($"GET /{i} HTTP/1.1\r\nHost: a\r\n\r\n");
            await client.ReceiveReplyAsync();
        }

        await log.ExpectAsync("/1\n");
        await log.ExpectAsync("/3\n");
        await log.ExpectAsync("/5\n");
        await log.ExpectAsync("/7\n");
    }

    [Fact]
    public async Task MaxLevel_KeepsLessUrgentLinesBack()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} local0 notice\n option log-separate-errors\n log-format %ST\n http-request deny if {{ req.hdr(x) -m found }}\n http-request return status 200");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ReceiveReplyAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n\r\n");
        await client.ReceiveReplyAsync();
        await log.ExpectAsync("<131>DATE weir[~]: 403\n");
    }

    [Fact]
    public async Task AUnixSocket_ThatComesLater_AndGoesAndComesBack()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("weir-log-");
        string path = Path.Combine(folder.FullName, "log");
        try
        {
            using TestStand stand = await TestStand.StartAsync($"log {path} format raw local0{Answer}");
            for (int life = 0; life < 2; life++)
            {
                using SyslogReceiver log = SyslogReceiver.At(path);
                while (log.IsSilent)
                {
                    // Lines before it is found again are lost, and nothing else is.
                    await AskAsync(stand);
                    await Task.Delay(20);
                }

                await log.ExpectAsync("hello GET\n");
                log.Dispose();
                File.Delete(path);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("", "<134>DATE weir[~]: hello GET\n")]
    [InlineData("log-proto octet-count", "~ <134>DATE weir[~]: hello GET")]
    public async Task ARing_KeepsLinesUntilItsServerComes(string protocol, string line)
    {
        int port = Ports.Free();
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Global = $"log ring@r local0\nring r\n server s 127.0.0.1:{port} {protocol}\nglobal",
            Frontend = "log global" + Answer,
        });
        await AskAsync(stand);
        using LogServer server = new(port);
        for (int connection = 0; connection < 2; connection++)
        {
            using Wire lines = await server.AcceptAsync();
            string text = protocol.Length == 0 ? await lines.ReceiveThroughAsync("\n") : await ReceiveCountedAsync(lines);
            Assert.True(SyslogReceiver.Matches(line, text), text);
            lines.Dispose();
            await Task.Delay(50);
            await AskAsync(stand);
            await AskAsync(stand);
        }
    }

    [Fact]
    public async Task StopAndStart_AreLogged()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Defaults = $"log {log.Address} local0", Frontend = "option httplog" });
        using (Wire client = await stand.ConnectAsync())
        {
            using Wire server = await stand.ExchangeAsync(client);
            await stand.ExchangeAsync(client, server);
        }

        await log.ReceiveAsync();
        await log.ReceiveAsync();
        stand.Proxy.Signal(ProxyProcess.SigUsr1);
        List<string> lines = [await log.ReceiveAsync(), await log.ReceiveAsync()];
        Assert.True(SyslogReceiver.Matches("<132>DATE weir[~]: Proxy web stopped (cumulated conns: FE: 1, BE: 0).\n", lines[0]), lines[0]);
        Assert.True(SyslogReceiver.Matches("<132>DATE weir[~]: Proxy app stopped (cumulated conns: FE: 0, BE: 2).\n", lines[1]), lines[1]);
        Assert.Equal(0, await stand.Proxy.ExitAsync());
    }

    [Fact]
    public async Task ADeadTarget_DelaysNobody()
    {
        using TestStand stand = await TestStand.StartAsync($"log 127.0.0.1:{Ports.Free()} local0\n log tcp@127.0.0.1:{Ports.Free()} local0\n log /nowhere/log local0{Answer}");
        for (int i = 0; i < 200; i++)
        {
            await AskAsync(stand);
        }
    }

    private static async Task<string> ReceiveCountedAsync(Wire lines)
    {
        string count = await lines.ReceiveThroughAsync(" ");
        return count + await lines.ReceiveAsync(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static async Task AskAsync(TestStand stand)
    {
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ReceiveReplyAsync();
    }
}
