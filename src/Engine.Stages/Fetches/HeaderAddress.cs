using System;
using Engine.IO.Addressing;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>
/// Addresses in header fields such as X-Forwarded-For: "192.0.2.1", "192.0.2.1:80", "2001:db8::1", and an IPv6 address in
/// brackets with or without a port (CFG 7.3.6 req.hdr_ip, RFC 7239 section 6). The port is dropped; anything else is no address.
/// </summary>
internal static class HeaderAddress
{
    internal static bool TryRead(ReadOnlySpan<byte> text, ref Sample sample)
    {
        ReadOnlySpan<byte> host = text;
        int bracket = text.IndexOf((byte)']');
        if (bracket > 0 && text[0] == (byte)'[')
        {
            host = text[1..bracket];
            return IsPort(text[(bracket + 1)..]) && AddressReader.TryRead(host, out UInt128 bits, out bool isIPv4) && !isIPv4 && Set(ref sample, bits, isIPv4);
        }

        int colon = text.IndexOf((byte)':');
        if (colon > 0 && colon == text.LastIndexOf((byte)':'))
        {
            host = text[..colon];
            return IsPort(text[colon..]) && AddressReader.TryRead(host, out UInt128 bits, out bool isIPv4) && isIPv4 && Set(ref sample, bits, isIPv4);
        }

        return AddressReader.TryRead(host, out UInt128 all, out bool is4) && Set(ref sample, all, is4);
    }

    /// <summary>Nothing, or a colon and a number up to 65535.</summary>
    private static bool IsPort(ReadOnlySpan<byte> text)
    {
        const int DigitsMax = 5;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] != (byte)':' || text.Length is 1 or > 1 + DigitsMax || text[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        return LooseInteger.Read(text[1..]) <= ushort.MaxValue;
    }

    private static bool Set(ref Sample sample, UInt128 bits, bool isIPv4)
    {
        if (isIPv4)
        {
            sample.SetIPv4((uint)bits);
        }
        else
        {
            sample.SetIPv6(bits);
        }

        return true;
    }
}
