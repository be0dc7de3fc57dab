using Engine.Config.Model;
using Engine.IO.DomainNames;
using Engine.Proxy.Resolving;
using Xunit;

namespace Engine.Proxy.Tests.Resolving;

/// <summary>CFG 3.1 dns-accept-family.</summary>
public sealed class FamilyGateTests
{
    [Theory]
    [InlineData(DnsFamilies.IPv4, true, false)]
    [InlineData(DnsFamilies.IPv6, false, true)]
    [InlineData(DnsFamilies.IPv4 | DnsFamilies.IPv6, true, true)]
    [InlineData(DnsFamilies.Auto | DnsFamilies.IPv6, true, true)]
    public void Families_AreThoseWritten(DnsFamilies families, bool four, bool six)
    {
        FamilyGate gate = new(families);
        Assert.Equal((four, six, true), (gate.Accepts(DnsType.IPv4, 0), gate.Accepts(DnsType.IPv6, 0), gate.Accepts(DnsType.Service, 0)));
    }

    /// <summary>The kernel is asked for a route, at first and then every 30 s; its answer differs between machines, but not within a second.</summary>
    [Fact]
    public void Auto_AlwaysTakesIPv4_AndAsksTheKernelAboutIPv6()
    {
        FamilyGate gate = new(DnsFamilies.Auto);
        Assert.True(gate.Accepts(DnsType.IPv4, 0));
        bool known = gate.Accepts(DnsType.IPv6, 0);
        Assert.Equal((known, known), (gate.Accepts(DnsType.IPv6, 29_999), gate.Accepts(DnsType.IPv6, 30_000)));
    }
}
