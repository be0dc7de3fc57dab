using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>Where connections to servers come from (CFG 4.2, 5.2 source).</summary>
public sealed class SourceTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\nX-Src: 127.0.0.9, 127.0.0.8\r\n\r\n";

    [Fact]
    public async Task ARangeOfPorts_IsTakenInTurn_AndItsEndIsAnEnd()
    {
        int first = Ports.Free();
        using TestStand stand = await TestStand.StartAsync(backend: "retries 0", server: $"source 127.0.0.3:{first}-{first + 1}");
        using Wire one = await stand.ConnectAsync();
        await one.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        using Wire two = await stand.ConnectAsync();
        await two.SendAsync(Get);
        using Wire other = await stand.AcceptAsync();
        Assert.Equal([$"127.0.0.3:{first}", $"127.0.0.3:{first + 1}"], ((string[])[server.Peer.ToString(), other.Peer.ToString()]).Order());

        using Wire three = await stand.ConnectAsync();
        await three.SendAsync(Get);
        Assert.Equal(503, (await three.ReceiveReplyAsync()).Status);
    }

    [TransparentTheory]
    [InlineData("usesrc clientip", "127.0.0.7", 0)]
    [InlineData("usesrc client", "127.0.0.7", 1)]
    [InlineData("usesrc hdr_ip(x-src)", "127.0.0.8", 0)]
    [InlineData("usesrc hdr_ip(x-src,1)", "127.0.0.9", 0)]
    [InlineData("usesrc 127.0.0.6", "127.0.0.6", 0)]
    public async Task UseSrc_ShowsTheServerAnotherAddress(string use, string address, int keepsPort)
    {
        int port = Ports.Free();
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Bind = " accept-proxy", Backend = "http-reuse always\n source 0.0.0.0 " + use });
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync($"PROXY TCP4 127.0.0.7 127.0.0.1 {port} 80\r\n" + Get);
        using Wire server = await stand.ExchangeEndAsync(client);
        Assert.Equal(address, server.Peer.Address.ToString());
        Assert.Equal(keepsPort == 1, server.Peer.Port == port);

        // The same client goes on over the same connection.
        await client.SendAsync(Get);
        await stand.ExchangeEndAsync(client, server);
        Assert.Equal(1, stand.Origin.Accepted);
    }

    /// <summary>Needs the right to take other machines' addresses: CAP_NET_ADMIN or CAP_NET_RAW (capabilities(7), numbers 12 and 13).</summary>
    private sealed class TransparentTheoryAttribute : TheoryAttribute
    {
        public TransparentTheoryAttribute()
        {
            string line = File.ReadLines("/proc/self/status").First(text => text.StartsWith("CapEff:", StringComparison.Ordinal));
            ulong rights = Convert.ToUInt64(line["CapEff:".Length..].Trim(), 16);
            if ((rights & (3UL << 12)) == 0)
            {
                Skip = "needs CAP_NET_ADMIN or CAP_NET_RAW";
            }
        }
    }
}
