using Engine.Config.Model;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary>How servers are chosen, waited for and tried again (CFG 4.2, 5.2).</summary>
public sealed class BalancingTests
{
    [Theory]
    [InlineData("map-based", HashMethod.MapBased, "", false)]
    [InlineData("consistent", HashMethod.Consistent, "", true)] // alone it means sdbm avalanche
    [InlineData("consistent sdbm", HashMethod.Consistent, "sdbm", false)]
    [InlineData("map-based crc32 avalanche", HashMethod.MapBased, "crc32", true)]
    [InlineData("consistent none", HashMethod.Consistent, "none", false)]
    public void HashType(string words, HashMethod method, string function, bool avalanche)
    {
        HashConfig hash = Configured.Proxy(Configured.Backend($" hash-type {words}\n hash-balance-factor 150\n hash-preserve-affinity maxqueue")).Hash;
        Assert.Equal(new HashConfig { Method = method, Function = function, Avalanche = avalanche, BalanceFactor = 150, Affinity = HashAffinity.MaxQueue }, hash);
    }

    [Theory]
    [InlineData("none", RetryConditions.None)]
    [InlineData("empty-response 503 404", RetryConditions.EmptyResponse | RetryConditions.Status503 | RetryConditions.Status404)]
    [InlineData("all-retryable-errors", RetryConditions.AllErrors)]
    public void RetryOn(string words, RetryConditions conditions) =>
        Assert.Equal(conditions, Configured.Proxy(Configured.Backend(" retry-on " + words)).RetryOn);

    [Fact]
    public void RetryOn_IsConnectionFailuresUnlessWritten() =>
        Assert.Equal(RetryConditions.ConnectionFailure, Configured.Proxy(Configured.Backend(" retries 1")).RetryOn);

    [Theory]
    [InlineData(" dispatch 10.0.0.1:80", "10.0.0.1", 80)]
    [InlineData(" transparent", "*", 0)]
    [InlineData(" option transparent\n dispatch 10.0.0.1:80", "10.0.0.1", 80)]
    public void Dispatch_IsAServerWithoutAName(string lines, string host, int port)
    {
        ServerConfig place = Configured.Proxy(Configured.Backend(lines)).Dispatch!;
        Assert.Equal(("", host, port), (place.Name, place.Address.Host, place.Address.FirstPort));
    }

    [Fact]
    public void LimitsOfServers_AndTheirDefaults()
    {
        ProxyConfig proxy = Configured.Proxy(Configured.Backend("""
                default-server minconn 2 maxconn 9 maxqueue 5 hash-key addr
                server a 10.0.0.1:1
                server b 10.0.0.2:1 hash-key addr-port maxqueue 0
            """));
        Assert.Equal((2, 9, 5, HashKey.Address), (proxy.Servers[0].MinConn, proxy.Servers[0].MaxConn, proxy.Servers[0].MaxQueue, proxy.Servers[0].HashKey));
        Assert.Equal((0, HashKey.AddressAndPort), (proxy.Servers[1].MaxQueue, proxy.Servers[1].HashKey));
    }

    [Fact]
    public void KeepAliveProbes_AreInSeconds()
    {
        ProxyConfig proxy = Configured.Proxy(Configured.Backend(" srvtcpka-cnt 3\n srvtcpka-idle 30\n srvtcpka-intvl 2m\n http-send-name-header X-Server\n max-keep-alive-queue 4"));
        Assert.Equal(new KeepAliveConfig { Count = 3, IdleS = 30, IntervalS = 120 }, proxy.ServerKeepAlive);
        Assert.Equal(("X-Server", 4), (proxy.ServerNameHeader, proxy.KeepAliveQueueMax!.Value));
    }

    [Fact]
    public void Defaults_ArePassedOn()
    {
        ProxyConfig proxy = Configured.Proxy(Configured.Timeouts + " hash-type consistent wt6\n retry-on 503\n clitcpka-cnt 2\n srvtcpka-cnt 4\n http-send-name-header X-S\n max-keep-alive-queue 1\nbackend x\n retries 1\n");
        Assert.Equal(("wt6", RetryConditions.Status503, 4, "X-S", 1), (proxy.Hash.Function, proxy.RetryOn, proxy.ServerKeepAlive.Count, proxy.ServerNameHeader, proxy.KeepAliveQueueMax!.Value));
    }

    [Theory]
    [InlineData("http-send-name-header Host", "cannot tell a server's name")]
    [InlineData("srvtcpka-idle 100ms\n srvtcpka-intvl 40000", "between 1 and 32767 seconds")]
    [InlineData("hash-type consistent md5", "there is no hash function")]
    [InlineData("balance roundrobin\n transparent", "'option transparent' and 'balance', which exclude each other")]
    [InlineData("balance roundrobin\n dispatch 10.0.0.1:80", "nothing is sent to this address")]
    [InlineData("dispatch 10.0.0.1", "the port is missing")]
    public void Faults(string lines, string finding) =>
        Assert.Contains(Configured.Read(Configured.Backend(" " + lines)).Findings, found => found.Message.Contains(finding));
}
