using System;

namespace Engine.IO.Addressing;

/// <summary>How the two families of IP addresses contain one another; addresses in host order.</summary>
public static class IpForms
{
    private const int MappedPrefix = 0xffff;

    /// <summary>::ffff:a.b.c.d (RFC 4291 section 2.5.5.2).</summary>
    public static UInt128 Mapped(uint address) => new(0, ((ulong)MappedPrefix << 32) | address);

    /// <summary>
    /// The IPv4 address that an IPv6 one stands for: mapped (::ffff:a.b.c.d), compatible (::a.b.c.d) or 6to4 (2002:a.b:c.d::). False for all others.
    /// </summary>
    public static bool TryToIPv4(UInt128 address, out uint ipv4)
    {
        UInt128 high = address >> 32;
        if (high == MappedPrefix || high == 0)
        {
            ipv4 = (uint)address;
            return true;
        }

        ipv4 = (uint)(address >> 80);
        return (ushort)(address >> 112) == 0x2002;
    }
}
