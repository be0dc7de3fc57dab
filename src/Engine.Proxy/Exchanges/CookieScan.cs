using System;
using Engine.Http;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// The name=value pairs of a Cookie or Set-Cookie line and where they stand (RFC 6265 section 5.4), as HAProxy reads them: blanks around
/// both are not theirs, ";" or "," ends a value unless quoted, what begins with "$" is an attribute.
/// </summary>
internal ref struct CookieScan(ReadOnlySpan<byte> line)
{
    private readonly ReadOnlySpan<byte> _line = line;
    private int _next;

    /// <summary>Where the pair begins, behind the delimiter before it.</summary>
    internal int Start { get; private set; }

    /// <summary>Where the delimiter behind it stands, or the end.</summary>
    internal int End { get; private set; }

    internal int ValueStart { get; private set; }

    internal int ValueEnd { get; private set; }

    internal ReadOnlySpan<byte> Name { get; private set; }

    internal readonly ReadOnlySpan<byte> Value => _line[ValueStart..ValueEnd];

    internal bool TryNext()
    {
        while (_next < _line.Length)
        {
            Start = _next;
            End = Start + CookieText.LengthOfValue(_line[Start..]);
            _next = End + 1;
            ReadOnlySpan<byte> pair = _line[Start..End];
            int equals = pair.IndexOf((byte)'=');
            if (equals < 0)
            {
                continue;
            }

            Name = pair[..equals].Trim(" \t"u8);
            ReadOnlySpan<byte> value = pair[(equals + 1)..];
            ValueStart = Start + equals + 1 + (value.Length - value.TrimStart(" \t"u8).Length);
            ValueEnd = Math.Max(ValueStart, End - (value.Length - value.TrimEnd(" \t"u8).Length));
            if (Name.IsEmpty || Name[0] != (byte)'$')
            {
                return true;
            }
        }

        return false;
    }
}
