using System.Net;
using System.Net.Sockets;
using Engine.Config.Model;
using Engine.IO.DomainNames;

namespace Engine.Proxy.Resolving;

/// <summary>Which kinds of addresses are asked for (CFG 3.1 dns-accept-family). On the loop that resolves.</summary>
internal sealed class FamilyGate(DnsFamilies families)
{
    /// <summary>How long what was found out about IPv6 is believed, as in HAProxy.</summary>
    private const long BelievedMs = 30_000;

    /// <summary>An address of the internet (a root name server). Nothing is sent there: the kernel only says whether it has a route.</summary>
    private static readonly IPEndPoint Somewhere = new(IPAddress.Parse("2001:500:2::c"), 53);

    private long _askedMs = long.MinValue / 2;
    private bool _hasIPv6;

    /// <summary>Services are always asked for.</summary>
    internal bool Accepts(DnsType type, long nowMs) => type switch
    {
        DnsType.IPv4 => (families & (DnsFamilies.IPv4 | DnsFamilies.Auto)) != 0,
        DnsType.IPv6 => (families & DnsFamilies.IPv6) != 0 || ((families & DnsFamilies.Auto) != 0 && HasIPv6(nowMs)),
        _ => true,
    };

    private bool HasIPv6(long nowMs)
    {
        if (nowMs - _askedMs >= BelievedMs)
        {
            _askedMs = nowMs;
            _hasIPv6 = HasRoute();
        }

        return _hasIPv6;
    }

    private static bool HasRoute()
    {
        try
        {
            using Socket socket = new(System.Net.Sockets.AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(Somewhere);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
