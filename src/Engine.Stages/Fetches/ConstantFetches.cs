using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>Fetches that give what they were given (CFG 7.3.1, 7.3.2).</summary>
internal static class ConstantFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        FetchRow.Of("always_true", "True.", SampleNeeds.Nothing, static (in SampleContext _, ref Sample sample) => Set(ref sample, true)),
        FetchRow.Of("always_false", "False.", SampleNeeds.Nothing, static (in SampleContext _, ref Sample sample) => Set(ref sample, false)),
        new("bool", "The boolean in parentheses: true, false, 1 or 0.", SampleNeeds.Nothing, Boolean),
        new("int", "The number in parentheses.", SampleNeeds.Nothing, static call => new Number(call.Integer(0, 0), isBoolean: false)),
        new("str", "The text in parentheses.", SampleNeeds.Nothing, static call => new Bytes(call.Bytes(0), isBinary: false)),
        new("meth", "The method in parentheses.", SampleNeeds.Nothing, static call => new Bytes(call.Bytes(0), isBinary: false)),
        new("bin", "The bytes whose hexadecimal digits are in parentheses.", SampleNeeds.Nothing, Binary),
        new("ipv4", "The IPv4 address in parentheses.", SampleNeeds.Nothing, static call => Address(call, wantsIPv4: true)),
        new("ipv6", "The IPv6 address in parentheses.", SampleNeeds.Nothing, static call => Address(call, wantsIPv4: false)),
    ];

    private static bool Set(ref Sample sample, bool value)
    {
        sample.Set(value);
        return true;
    }

    private static Number? Boolean(SampleCallArguments call)
    {
        switch (call.Text(0).ToLowerInvariant())
        {
            case "true" or "1":
                return new Number(1, isBoolean: true);
            case "false" or "0":
                return new Number(0, isBoolean: true);
            default:
                call.Error($"'{call.Text(0)}' is neither true nor false", "write bool(true) or bool(false)");
                return null;
        }
    }

    private static Bytes? Binary(SampleCallArguments call)
    {
        string digits = call.Text(0);
        if (digits.Length % 2 == 0 && digits.AsSpan().IndexOfAnyExcept(HexDigits) < 0)
        {
            return new Bytes(Convert.FromHexString(digits), isBinary: true);
        }

        call.Error($"'{digits}' is not an even number of hexadecimal digits");
        return null;
    }

    private static Constant? Address(SampleCallArguments call, bool wantsIPv4)
    {
        if (AddressReader.TryRead(ByteText.ToBytes(call.Text(0)), out UInt128 bits, out bool isIPv4) && isIPv4 == wantsIPv4)
        {
            return new Constant(bits, isIPv4);
        }

        call.Error(string.Create(CultureInfo.InvariantCulture, $"'{call.Text(0)}' is no {(wantsIPv4 ? "IPv4" : "IPv6")} address"));
        return null;
    }

    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");

    private sealed class Number(long value, bool isBoolean) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            if (isBoolean)
            {
                sample.Set(value != 0);
            }
            else
            {
                sample.Set(value);
            }

            return true;
        }
    }

    private sealed class Bytes(byte[] value, bool isBinary) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            if (isBinary)
            {
                sample.SetBinary(value);
            }
            else
            {
                sample.SetText(value);
            }

            return true;
        }
    }

    private sealed class Constant(UInt128 address, bool isIPv4) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            if (isIPv4)
            {
                sample.SetIPv4((uint)address);
            }
            else
            {
                sample.SetIPv6(address);
            }

            return true;
        }
    }
}
