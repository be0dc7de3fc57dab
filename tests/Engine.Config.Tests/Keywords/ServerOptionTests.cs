using System.Collections.Generic;
using System.Linq;
using Engine.Config.Model;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary>default-server, server-template, and the options of server lines about addresses (CFG 4.2, 5.2).</summary>
public sealed class ServerOptionTests
{
    [Fact]
    public void DefaultServer_AddsUpOverLinesAndSections_AndServersHaveTheLastWord()
    {
        Configured read = Configured.Valid("""
            defaults
                mode http
                timeout connect 1s
                timeout server 1s
                default-server weight 5 maxconn 10 send-proxy-v2 proxy-v2-options crc32c
                default-server backup pool-max-conn 3
            backend x
                server a 10.0.0.1:80
                default-server weight 7 no-backup proxy-v2-options unique-id
                server b 10.0.0.2:80 maxconn 20
                default-server no-send-proxy-v2 disabled
                server c 10.0.0.3:80 enabled
            """);
        Assert.Equal(
            ["a 5 10 True 3 v2:crc32c False", "b 7 20 False 3 v2:crc32c,unique-id False", "c 7 10 False 3 v0:crc32c,unique-id False"],
            read.Find("x").Servers.Select(server => $"{server.Name} {server.Weight} {server.MaxConn} {server.Backup} {server.PoolMaxConn} v{server.ProxyHeader!.Version}:{string.Join(',', server.ProxyHeader.Options)} {server.Disabled}"));
    }

    [Theory]
    [InlineData("server-template s 3 10.0.0.1:80", "s1 s2 s3")]
    [InlineData("server-template s 1 10.0.0.1:80", "s1")]
    [InlineData("server-template web- 5-7 10.0.0.1:80", "web-5 web-6 web-7")]
    public void Template_DeclaresServersThatDifferInTheirNumbers(string line, string expected)
    {
        ProxyConfig proxy = Configured.Proxy(Configured.Backend(" default-server weight 9\n " + line + " maxconn 4\n server s9 10.0.0.9:80"));
        List<ServerConfig> made = [.. proxy.Servers.SkipLast(1)];
        Assert.Equal(expected, string.Join(' ', made.Select(server => server.Name)));
        Assert.All(made, server => Assert.Equal((9, 4, "10.0.0.1", 80), (server.Weight, server.MaxConn, server.Address.Host, server.Address.FirstPort)));
    }

    [Theory]
    [InlineData("server-template s 0 10.0.0.1:80", "'0' is neither a number of servers nor a range | write 3 for servers 1 to 3, or 5-7")]
    [InlineData("server-template s 3-1 10.0.0.1:80", "'3-1' is neither a number of servers nor a range | write 3 for servers 1 to 3, or 5-7")]
    [InlineData("server-template s x 10.0.0.1:80", "'x' is neither a number of servers nor a range | write 3 for servers 1 to 3, or 5-7")]
    [InlineData("server-template s 99999999 10.0.0.1:80", "'99999999' is neither a number of servers nor a range | write 3 for servers 1 to 3, or 5-7")]
    [InlineData("server-template s 2", "'server-template' needs a server address | write it as: server-template PREFIX COUNT ADDRESS [OPTIONS]")]
    [InlineData("server-template s 2 10.0.0.1:80 id 4", "'id' cannot stand on a template: servers cannot share a number | remove it")]
    [InlineData("server-template s 2 10.0.0.1:80 wight 4", "unknown option 'wight' of 'server-template' | did you mean 'weight'?")]
    [InlineData("server a 10.0.0.1:80 proxy-v2-options ssl,crc", "'crc' is no option of a PROXY header | there are 'ssl', 'cert-cn', 'ssl-cipher', 'cert-sig', 'cert-key', 'authority', 'crc32c' and 'unique-id'")]
    [InlineData("server a 10.0.0.1:80 set-proxy-v2-tlv-fmt(300) x", "the type of the field is missing | write it in parentheses, from 0 to 255: set-proxy-v2-tlv-fmt(0xE0) %[src]")]
    [InlineData("server a 10.0.0.1:80 init-addr last,lib", "'lib' is no way to find an address | there are last, libc, none, and addresses such as 192.0.2.1")]
    [InlineData("server a 10.0.0.1:80 resolve-opts dup", "'dup' is no option of 'resolve-opts' | there are allow-dup-ip, prevent-dup-ip and ignore-weight")]
    [InlineData("server a 10.0.0.1:80 resolve-net 10.0.0.x", "'resolve-net': '10.0.0.x' is not an IP address | write an address or network such as 10.0.0.0/8 or 2001:db8::/32")]
    [InlineData("server a 10.0.0.1:80 namespace blue", "'namespace' is not supported: one process serves one network namespace | start weir in the namespace: ip netns exec NAME weir ...")]
    [InlineData("source 10.0.0.1:1-5 usesrc clientip", "'usesrc' and a range of ports exclude each other | write one port, or none")]
    [InlineData("source 10.0.0.1 usesrc 10.0.0.2:1-5", "'usesrc' takes one port, not a range | write client, clientip, hdr_ip(NAME) or an address")]
    public void WhatCannotBeMeant_IsReported(string line, string finding) => Assert.Equal(finding, Configured.InBackend(line));

    [Fact]
    public void TemplatesAndServers_ShareTheirNames() =>
        Assert.Equal("server 's2' is declared twice in backend 'x' | line 8 has the same name: rename one of them", Configured.InBackend("server s2 10.0.0.1:80\n server-template s 3 10.0.0.1:80").Split('\n')[0].Replace("line 7", "line 8", System.StringComparison.Ordinal));

    [Fact]
    public void Resolution_OfServers()
    {
        ServerConfig server = Configured.Proxy(Configured.Backend(" server a app.test:80 resolvers dns resolve-prefer ipv4 resolve-net 10.0.0.0/8,192.168.0.0/16 resolve-opts allow-dup-ip,ignore-weight init-addr libc,none")).Servers[0];
        Assert.Equal("dns", server.Resolution!.Resolvers);
        Assert.True(server.Resolution.PrefersIPv4 && server.Resolution.AllowsDuplicates && server.Resolution.IgnoresWeight);
        Assert.Equal(["10.0.0.0/8", "192.168.0.0/16"], server.Resolution.Networks);
        Assert.Equal(["libc", "none"], server.InitialAddress!);
    }

    [Fact]
    public void ResolversSection_HasItsServersAndTimes()
    {
        ResolversConfig resolvers = Configured.Valid("""
            resolvers dns
                nameserver one 10.0.0.53
                nameserver two tcp@[2001:db8::53]:5353
                accepted_payload_size 4096
                resolve_retries 5
                timeout retry 2s
                timeout resolve 3s
                hold valid 1s
                hold nx 2s
                hold refused 3s
                hold timeout 4s
                hold other 5s
                hold obsolete 6s
            """).Configuration.Resolvers[0];
        Assert.Equal(["one 10.0.0.53 53 False", "two 2001:db8::53 5353 True"], resolvers.Nameservers.Select(server => $"{server.Name} {server.Address.Host} {server.Address.FirstPort} {server.Address.IsStream}"));
        Assert.Equal((4096, 5, 2000, 3000), (resolvers.PayloadBytes, resolvers.Retries, resolvers.RetryMs, resolvers.ResolveMs));
        Assert.Equal((1000, 2000, 3000, 4000, 5000, 6000), (resolvers.HoldValidMs, resolvers.HoldNxMs, resolvers.HoldRefusedMs, resolvers.HoldTimeoutMs, resolvers.HoldOtherMs, resolvers.HoldObsoleteMs));
    }

    [Theory]
    [InlineData("nameserver a 10.0.0.1:53\n nameserver a 10.0.0.2:53", "name server 'a' is declared twice in resolvers 'dns'")]
    [InlineData("nameserver a :53", "a name server needs an address")]
    [InlineData("accepted_payload_size 100", "'accepted_payload_size' must be between 512 and 65535, not 100")]
    [InlineData("hold never 1s", "'hold' takes 'valid', 'nx', 'refused', 'timeout', 'other' or 'obsolete', not 'never'")]
    [InlineData("resolution_pool_size 10", "'resolution_pool_size' is no longer part of the language")]
    public void ResolversSection_WhatCannotBeMeant(string line, string finding) =>
        Assert.Contains(Configured.Read("resolvers dns\n " + line).Findings, found => found.Message == finding);

    [Fact]
    public void Guids_AreTakenOnce()
    {
        Configured read = Configured.Read(Configured.Timeouts + "frontend f\n guid a\n bind :80,:81 guid-prefix l\nbackend x\n server s 10.0.0.1:80 guid l-2\n server t 10.0.0.1:80 guid a\n server u 10.0.0.1:80 guid ok\n");
        Assert.Equal(["the guid 'l-2' is taken", "the guid 'a' is taken"], read.Findings.Select(finding => finding.Message));
    }
}
