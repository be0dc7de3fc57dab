using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Engine.IO.Addressing;

/// <summary>
/// A set of addresses under a mask. Both families live in one 128-bit space, IPv4 as ::ffff:a.b.c.d, so that 10.0.0.0/8 holds
/// ::ffff:10.1.2.3, and ::/0 holds everything.
/// </summary>
public readonly struct IpNetwork : IEquatable<IpNetwork>
{
    private const int IPv4PrefixBits = 96;

    private readonly UInt128 _base;
    private readonly UInt128 _mask;

    private IpNetwork(UInt128 address, UInt128 mask)
    {
        _base = address & mask;
        _mask = mask;
    }

    /// <summary>True exactly when the address lies inside; never for a unix socket.</summary>
    public bool Contains(in EndpointAddress address) => address.IsIP && (address.ToBits() & _mask) == _base;

    /// <param name="prefixBits">0..32 for IPv4, 0..128 for IPv6; bits of the address beyond it are dropped.</param>
    public static IpNetwork FromPrefix(IPAddress address, int prefixBits)
    {
        EndpointAddress endpoint = EndpointAddress.FromIP(address, 0);
        int bitsMax = endpoint.Family == SocketFamily.IPv4 ? 32 : 128;
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)prefixBits, (uint)bitsMax, nameof(prefixBits));
        return new IpNetwork(endpoint.ToBits(), MaskOf(prefixBits + 128 - bitsMax));
    }

    /// <summary>
    /// Reads "10.0.0.0/8", "10.0.0.0/255.0.0.0", "192.0.2.1", "2001:db8::/32", "::1" (CFG 7.1.6). An IPv4 address may be shortened as
    /// inet_aton allows: "10.12/8" is 10.0.0.12/8. A scope ("fe80::1%eth0") is refused: networks have none.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpNetwork network)
    {
        network = default;
        int slash = text.IndexOf('/');
        ReadOnlySpan<char> addressText = slash < 0 ? text : text[..slash];
        if (addressText.Contains('%') || addressText.Contains('[') || !IPAddress.TryParse(addressText, out IPAddress? address))
        {
            return false;
        }

        bool isV4 = address.AddressFamily == AddressFamily.InterNetwork;
        UInt128 mask = UInt128.MaxValue;
        if (slash >= 0 && !TryParseMask(text[(slash + 1)..], isV4, out mask))
        {
            return false;
        }

        network = new IpNetwork(EndpointAddress.FromIP(address, 0).ToBits(), mask);
        return true;
    }

    private static bool TryParseMask(ReadOnlySpan<char> text, bool isV4, out UInt128 mask)
    {
        mask = default;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int prefixBits))
        {
            int leadingBits = isV4 ? IPv4PrefixBits : 0;
            if (prefixBits > 128 - leadingBits)
            {
                return false;
            }

            mask = MaskOf(leadingBits + prefixBits);
            return true;
        }

        // A dotted mask: four numbers, or it would be read as a prefix length.
        if (!isV4 || text.Count('.') != 3 || !IPAddress.TryParse(text, out IPAddress? dotted) || dotted.AddressFamily != AddressFamily.InterNetwork)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[4];
        dotted.TryWriteBytes(bytes, out _);
        mask = MaskOf(IPv4PrefixBits) | BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return true;
    }

    private static UInt128 MaskOf(int prefixBits) => prefixBits == 0 ? UInt128.Zero : UInt128.MaxValue << (128 - prefixBits);

    public bool Equals(IpNetwork other) => _base == other._base && _mask == other._mask;

    public override bool Equals(object? obj) => obj is IpNetwork other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_base, _mask);

    public static bool operator ==(IpNetwork left, IpNetwork right) => left.Equals(right);

    public static bool operator !=(IpNetwork left, IpNetwork right) => !left.Equals(right);
}
