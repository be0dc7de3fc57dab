using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>Converters of addresses (CFG 7.3.1).</summary>
internal static class AddressConverters
{
    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        new("ipmask", "The network of an address: a mask for IPv4, and one for IPv6.", SampleType.Address, CreateMask),
    ];

    private static Mask? CreateMask(SampleCallArguments call)
    {
        if (!TryReadMask(call.Text(0), wantsIPv4: true, out UInt128 mask4))
        {
            call.Error($"'{call.Text(0)}' is no IPv4 mask", "write the number of its bits, such as 24, or 255.255.255.0");
            return null;
        }

        UInt128 mask6 = 0;
        if (call.Has(1) && !TryReadMask(call.Text(1), wantsIPv4: false, out mask6))
        {
            call.Error($"'{call.Text(1)}' is no IPv6 mask", "write the number of its bits, such as 64, or ffff:ffff::");
            return null;
        }

        return new Mask((uint)mask4, call.Has(1) ? mask6 : null);
    }

    private static bool TryReadMask(string text, bool wantsIPv4, out UInt128 mask)
    {
        int width = wantsIPv4 ? 32 : 128;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int bits))
        {
            // Shifting by the whole width is shifting by nothing.
            mask = bits == 0 ? 0 : UInt128.MaxValue << (width - bits);
            return bits <= width;
        }

        return AddressReader.TryRead(ByteText.ToBytes(text), out mask, out bool isIPv4) && isIPv4 == wantsIPv4;
    }

    /// <param name="mask6">Null: an IPv6 address has no network then, as before HAProxy knew masks for it.</param>
    private sealed class Mask(uint mask4, UInt128? mask6) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            // An IPv4 address written as an IPv6 one is taken for what it is (RFC 4291 section 2.5.5.2).
            if (sample.Type == SampleType.IPv4 || IpForms.Mapped((uint)sample.Address) == sample.Address)
            {
                sample.SetIPv4((uint)sample.Address & mask4);
                return true;
            }

            if (mask6 is not { } mask)
            {
                return false;
            }

            sample.SetIPv6(sample.Address & mask);
            return true;
        }
    }
}
