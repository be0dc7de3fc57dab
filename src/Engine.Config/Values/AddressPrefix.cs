using System;
using System.Collections.Generic;
using Engine.Config.Model;

namespace Engine.Config.Values;

/// <summary>How bytes travel to an address, as far as its prefix says.</summary>
internal enum AddressTransport : byte
{
    /// <summary>What the keyword uses.</summary>
    Default,
    Stream,
    Datagram,

    /// <summary>Known to HAProxy, not to this engine.</summary>
    Unsupported,
}

/// <summary>One prefix of CFG 11: a row.</summary>
internal sealed record AddressPrefix(string Text, AddressFamily Family, AddressTransport Transport)
{
    public static IReadOnlyList<AddressPrefix> All { get; } =
    [
        new("ip@", AddressFamily.Any, AddressTransport.Default),
        new("ipv4@", AddressFamily.IPv4, AddressTransport.Default),
        new("ipv6@", AddressFamily.IPv6, AddressTransport.Default),
        new("unix@", AddressFamily.Unix, AddressTransport.Default),
        new("abns@", AddressFamily.Abstract, AddressTransport.Default),
        new("fd@", AddressFamily.Descriptor, AddressTransport.Default),
        new("tcp@", AddressFamily.Any, AddressTransport.Stream),
        new("tcp4@", AddressFamily.IPv4, AddressTransport.Stream),
        new("tcp6@", AddressFamily.IPv6, AddressTransport.Stream),
        new("uxst@", AddressFamily.Unix, AddressTransport.Stream),
        new("udp@", AddressFamily.Any, AddressTransport.Datagram),
        new("udp4@", AddressFamily.IPv4, AddressTransport.Datagram),
        new("udp6@", AddressFamily.IPv6, AddressTransport.Datagram),
        new("uxdg@", AddressFamily.Unix, AddressTransport.Datagram),
        new("sockpair@", AddressFamily.Descriptor, AddressTransport.Stream),
        new("abnsz@", AddressFamily.Abstract, AddressTransport.Default),
        new("mptcp@", AddressFamily.Any, AddressTransport.Unsupported),
        new("mptcp4@", AddressFamily.IPv4, AddressTransport.Unsupported),
        new("mptcp6@", AddressFamily.IPv6, AddressTransport.Unsupported),
        new("quic4@", AddressFamily.IPv4, AddressTransport.Unsupported),
        new("quic6@", AddressFamily.IPv6, AddressTransport.Unsupported),
        new("rhttp@", AddressFamily.Any, AddressTransport.Unsupported),
        new("rev@", AddressFamily.Any, AddressTransport.Unsupported),
    ];

    public static AddressPrefix? Find(ReadOnlySpan<char> text)
    {
        foreach (AddressPrefix prefix in All)
        {
            if (text.StartsWith(prefix.Text))
            {
                return prefix;
            }
        }

        return null;
    }

    /// <summary>For suggestions.</summary>
    public static IEnumerable<string> Texts()
    {
        foreach (AddressPrefix prefix in All)
        {
            yield return prefix.Text;
        }
    }
}
