using System;

namespace Engine.Proxy.Exchanges;

/// <summary>A line under construction, with quoted strings in it (RFC 9110 section 5.6.4). What does not fit is noted, not written.</summary>
internal ref struct QuotedLine(Span<byte> room)
{
    private readonly Span<byte> _room = room;

    internal int Length { get; private set; }

    internal bool HasOverflown { get; private set; }

    internal void Add(scoped ReadOnlySpan<byte> text)
    {
        if (!text.TryCopyTo(_room[Length..]))
        {
            HasOverflown = true;
            return;
        }

        Length += text.Length;
    }

    internal void AddQuoted(scoped ReadOnlySpan<byte> text)
    {
        Add("\""u8);
        while (text.IndexOfAny((byte)'"', (byte)'\\') is >= 0 and int at)
        {
            Add(text[..at]);
            Add("\\"u8);
            Add(text.Slice(at, 1));
            text = text[(at + 1)..];
        }

        Add(text);
        Add("\""u8);
    }
}
