using System;
using System.Buffers;
using System.Text;
using Engine.IO.Addressing;

namespace Engine.Stages.Converters;

/// <summary>A node of a Forwarded field (RFC 7239 section 6): an address, "unknown" or a name of its owner's choice, and perhaps a port.</summary>
internal ref struct ForwardedNode
{
    private const int PortDigitsMax = 5;

    private static readonly SearchValues<byte> Obfuscated = SearchValues.Create("._-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>"unknown" or "_name"; empty for an address.</summary>
    internal ReadOnlySpan<byte> Name { get; private set; }

    internal UInt128 Address { get; private set; }

    internal bool IsIPv4 { get; private set; }

    /// <summary>"_port"; empty for a number.</summary>
    internal ReadOnlySpan<byte> PortName { get; private set; }

    /// <summary>-1 when there is none.</summary>
    internal int Port { get; private set; }

    /// <summary>What may stand behind the underscore of a name, at least one character.</summary>
    internal static bool IsObfuscated(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(Obfuscated);

    internal static bool TryRead(ReadOnlySpan<byte> text, out ForwardedNode node)
    {
        node = new ForwardedNode { Port = -1 };
        int bracket = text.StartsWith("["u8) ? text.IndexOf((byte)']') : 0;
        if (bracket < 0)
        {
            return false;
        }

        int colon = text[bracket..].IndexOf((byte)':');
        ReadOnlySpan<byte> name = colon < 0 ? text : text[..(bracket + colon)];
        return node.TryName(name) && (colon < 0 || node.TryPort(text[(bracket + colon + 1)..]));
    }

    private bool TryName(ReadOnlySpan<byte> text)
    {
        if (Ascii.EqualsIgnoreCase(text, "unknown") || (text.StartsWith("_"u8) && IsObfuscated(text[1..])))
        {
            Name = text;
            return true;
        }

        // Only an IPv6 address stands in brackets.
        bool isBracketed = text is [(byte)'[', .., (byte)']'];
        text = isBracketed ? text[1..^1] : text;
        bool good = AddressReader.TryRead(text, out UInt128 address, out bool isIPv4) && isIPv4 != isBracketed;
        Address = address;
        IsIPv4 = isIPv4;
        return good;
    }

    private bool TryPort(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("_"u8))
        {
            PortName = text;
            return IsObfuscated(text[1..]);
        }

        if (text.IsEmpty || text.Length > PortDigitsMax || text.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        Port = 0;
        foreach (byte digit in text)
        {
            Port = (Port * 10) + (digit - '0');
        }

        return Port <= ushort.MaxValue;
    }
}
