using System.Linq;
using Engine.Config.Model;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary>The lines of peers sections (CFG 3.5).</summary>
public sealed class PeersTests
{
    [Fact]
    public void DefaultServer_IsWhatTheFollowingMachinesStartWith()
    {
        PeersConfig peers = Read("""
             peer early 10.0.0.1:1
             default-server ssl verify none source 10.0.0.9
             shards 3
             server a 10.0.0.2:1 shard 2
             server b 10.0.0.3:1 no-ssl
             server self
            """);
        Assert.Equal([false, true, false, true], peers.Members.Select(member => member.Options.Tls.Enabled));
        Assert.Equal([null, "10.0.0.9", "10.0.0.9", "10.0.0.9"], peers.Members.Select(member => member.Options.Source?.Address.Host));
        Assert.Equal([0, 2, 0, 0], peers.Members.Select(member => member.Options.Shard));
        Assert.Equal(3, peers.Shards);
        Assert.Null(peers.Members[3].Address);
    }

    [Fact]
    public void DefaultBind_IsWhatTheBindLineStartsWith()
    {
        PeersConfig peers = Read(" default-bind ssl crt a.pem v4v6\n bind 10.0.0.1:1 crt b.pem\n");
        Assert.True(peers.Bind!.Tls.Enabled && peers.Bind.V4V6);
        Assert.Equal(["a.pem", "b.pem"], peers.Bind.Tls.Certificates.Select(file => file.Path));
        Assert.Equal(["a.pem"], peers.DefaultBind!.Tls.Certificates.Select(file => file.Path));
    }

    [Fact]
    public void Log_OfItsOwn_AndOfTheGlobalSection()
    {
        const string Global = "global\n log 10.0.0.1 local0\n";
        Assert.Equal(["10.0.0.1", "10.0.0.2"], Targets(Global + "peers p\n log global\n log 10.0.0.2 local1\n peer a 10.0.0.1:1"));
        Assert.Equal([], Targets(Global + "peers p\n log global\n no log\n peer a 10.0.0.1:1"));
    }

    [Theory]
    [InlineData("server a 10.0.0.1:1 check", "'check' means nothing between machines")]
    [InlineData("server a 10.0.0.1:1 weight 3", "'weight' means nothing between machines")]
    [InlineData("default-server cookie x", "'cookie' means nothing between machines")]
    [InlineData("server a 10.0.0.1:1 sni str(a)", "'sni' means nothing between machines")]
    [InlineData("server a 10.0.0.1:1 sssl", "unknown option 'sssl'")]
    [InlineData("bind 10.0.0.1:1 accept-proxy", "'accept-proxy' is not for the place")]
    [InlineData("bind 10.0.0.1:1,10.0.0.2:1", "listens at one place")]
    [InlineData("bind 10.0.0.1:1\n bind 10.0.0.2:1", "listens at one place, see line 2")]
    [InlineData("peer a 10.0.0.1", "this address needs a port")]
    public void Faults(string lines, string finding) =>
        Assert.Contains(Configured.Read("peers p\n " + lines).Findings, found => found.Message.Contains(finding, System.StringComparison.Ordinal));

    /// <summary>A server of a backend has no part of any keys.</summary>
    [Fact]
    public void Shard_IsForPeersSections() =>
        Assert.Contains(Configured.Read(Configured.Backend(" server a 10.0.0.1:1 shard 1")).Findings, found => found.Message.Contains("'shard' is an option of the lines of a peers section", System.StringComparison.Ordinal));

    private static PeersConfig Read(string lines) => Assert.Single(Configured.Valid("peers p\n" + lines, Configured.Open).Configuration.Peers);

    private static string[] Targets(string text) => [.. Configured.Valid(text, Configured.Open).Configuration.Peers[0].LogTargets.Select(target => target.Address.Host)];
}
