using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Logs;
using Weir.Tests.Tls;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Tables;

/// <summary>How machines that share tables are connected (CFG 3.5 bind, default-bind, default-server, log, shards): by TLS, from an address, each for its part of the keys.</summary>
public sealed class PeersTransportTests : IDisposable
{
    private readonly TlsFolder _folder = new();
    private readonly int _portA = Ports.Free();
    private readonly int _portB = Ports.Free();

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Tls_WithAnAuthority_InBothDirections(bool firstIsHaproxy, bool secondIsHaproxy)
    {
        if ((firstIsHaproxy || secondIsHaproxy) && !File.Exists(PeersNode.HaproxyPath))
        {
            return;
        }

        string pem = _folder.Make("node.pem", "CN=node");
        using PeersNode a = await PeersNode.StartAsync(firstIsHaproxy, "A", BindLines("A", _portA, pem));
        using PeersNode b = await PeersNode.StartAsync(secondIsHaproxy, "B", BindLines("B", _portB, pem));
        await a.CountAsync("from-a");
        await b.CountAsync("from-b");
        await b.ExpectAsync("/ask?k=from-a", "1 7 1");
        await a.ExpectAsync("/ask?k=from-b", "1 7 1");

        // Who speaks no TLS is not answered.
        using Wire plain = await Wire.ConnectAsync(secondIsHaproxy ? _portA : _portB);
        await plain.SendAsync("HAProxyS 2.1\nB\nA 1 1\n");
        await plain.ExpectGoneAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DefaultBind_IsHowTheMachineListensAtTheAddressOfItsOwnLine(bool secondIsHaproxy)
    {
        if (secondIsHaproxy && !File.Exists(PeersNode.HaproxyPath))
        {
            return;
        }

        string pem = _folder.Make("node.pem", "CN=node");
        string lines = $"    default-bind ssl crt {pem}\n    default-server ssl verify none\n    peer A 127.0.0.1:{_portA}\n    peer B 127.0.0.1:{_portB}";
        using PeersNode a = await PeersNode.StartAsync(isHaproxy: false, "A", lines);
        using PeersNode b = await PeersNode.StartAsync(secondIsHaproxy, "B", lines);
        await a.CountAsync("from-a");
        await b.ExpectAsync("/ask?k=from-a", "1 7 1");
        await b.CountAsync("from-a");
        await a.ExpectAsync("/ask?k=from-a", "2 7 2");
    }

    [Fact]
    public async Task Tls_TheNextProcessIsToldEverything()
    {
        string lines = BindLines("A", _portA, _folder.Make("node.pem", "CN=node"));
        using PeersNode old = await PeersNode.StartAsync(isHaproxy: false, "A", lines);
        await old.CountAsync("kept");
        using PeersNode next = await PeersNode.StartAsync(isHaproxy: false, "A", lines);
        old.Signal(ProxyProcess.SigUsr1);
        await next.ExpectAsync("/ask?k=kept", "1 7 1");
        await old.ExitAsync();
    }

    [Fact]
    public async Task Log_SaysWhoIsConnected()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        string lines = $"    peer A 127.0.0.1:{_portA}\n    peer B 127.0.0.1:{_portB}";
        using PeersNode b = await PeersNode.StartAsync(isHaproxy: false, "B", lines);
        using PeersNode a = await PeersNode.StartAsync(isHaproxy: false, "A", $"    log {log.Address} local0\n{lines}");
        await ExpectAsync(log, $"Peers cluster: connected with B (127.0.0.1:{_portB}).");
    }

    /// <summary>A asks an authority for B's certificate, which is another's; B does not find A.</summary>
    [Fact]
    public async Task Log_SaysWhyThereIsNoConnection()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TlsFolder strangers = new();
        string pem = strangers.Make("node.pem", "CN=stranger");
        using PeersNode b = await PeersNode.StartAsync(isHaproxy: false, "B", $"    bind 127.0.0.1:{_portB} ssl crt {pem}\n    server A 127.0.0.1:{Ports.Free()}\n    server B");
        using PeersNode a = await PeersNode.StartAsync(isHaproxy: false, "A", $"    log {log.Address} local0\n{BindLines("A", _portA, pem)}");
        await ExpectAsync(log, $"Peers cluster: no connection with B (127.0.0.1:{_portB}): the server's certificate is not accepted");
    }

    [Fact]
    public async Task Source_IsWhereConnectionsComeFrom()
    {
        using Origin b = new();
        using PeersNode a = await PeersNode.StartAsync(isHaproxy: false, "A", $"    default-server source 127.0.0.9\n    peer A 127.0.0.1:{_portA}\n    peer B 127.0.0.1:{b.Port}");
        using Wire caller = await b.AcceptAsync();
        Assert.Equal("127.0.0.9", caller.Peer.Address.ToString());
    }

    [Fact]
    public async Task Shards_EachMachineIsToldOfItsPartOfTheKeys_OneWithoutANumberOfAll()
    {
        const int Keys = 60;
        int portC = Ports.Free();
        int portD = Ports.Free();
        string lines = $"    shards 2\n    peer A 127.0.0.1:{_portA}\n    peer B 127.0.0.1:{_portB} shard 1\n    peer C 127.0.0.1:{portC} shard 2\n    peer D 127.0.0.1:{portD}";
        using PeersNode a = await PeersNode.StartAsync(isHaproxy: false, "A", lines);
        string[] keys = [.. Enumerable.Range(0, Keys).Select(i => string.Create(CultureInfo.InvariantCulture, $"key-{i}"))];
        foreach (string key in keys[..(Keys / 2)])
        {
            await a.CountAsync(key);
        }

        using PeersNode b = await PeersNode.StartAsync(isHaproxy: false, "B", lines);
        using PeersNode c = await PeersNode.StartAsync(isHaproxy: false, "C", lines);
        using PeersNode d = await PeersNode.StartAsync(isHaproxy: false, "D", lines);
        foreach (string key in keys[(Keys / 2)..])
        {
            await a.CountAsync(key);
        }

        // What was there before they came, and what came later.
        await d.ExpectAsync("/count", Keys.ToString(CultureInfo.InvariantCulture));
        int atB = 0;
        foreach (string key in keys)
        {
            bool isOfB = ShardOf("cluster/shared", key) == 1;
            await (isOfB ? b : c).ExpectAsync("/ask?k=" + key, "1 7 1");
            atB += isOfB ? 1 : 0;
        }

        Assert.InRange(atB, 1, Keys - 1);
        Assert.Equal(atB.ToString(CultureInfo.InvariantCulture), await b.GetAsync("/count"));
        Assert.Equal((Keys - atB).ToString(CultureInfo.InvariantCulture), await c.GetAsync("/count"));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task ExpectAsync(SyslogReceiver log, string text)
    {
        while (!(await log.ReceiveAsync()).Contains(text, StringComparison.Ordinal))
        {
        }
    }

    /// <summary>The parts as HAProxy makes them: XXH64 of the key, seeded with that of the table's name.</summary>
    private static int ShardOf(string table, string key)
    {
        ulong seed = System.IO.Hashing.XxHash64.HashToUInt64(System.Text.Encoding.ASCII.GetBytes(table));
        return (int)(System.IO.Hashing.XxHash64.HashToUInt64(System.Text.Encoding.ASCII.GetBytes(key), (long)seed) % 2) + 1;
    }

    private string BindLines(string self, int port, string pem) => $"""
            bind 127.0.0.1:{port} ssl crt {pem}
            default-server ssl ca-file {_folder.Authority} verify required
            server {self}
            server {(self == "A" ? "B" : "A")} 127.0.0.1:{(self == "A" ? _portB : _portA)}
        """;
}
