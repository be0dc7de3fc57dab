using System;
using System.Buffers;

namespace Engine.Http;

/// <summary>
/// What a parser that waits has to see before it looks again, by the part of the head in which the bytes ended. All else only makes that
/// part longer: each byte is looked at a bounded number of times however the bytes arrive.
/// </summary>
internal static class HeadStops
{
    /// <summary>In a method or a field name.</summary>
    internal static readonly SearchValues<byte> Token = AllBut(static value => !TokenClass.Stops(value));

    internal static readonly SearchValues<byte> Target = AllBut(static value => !TargetClass.Stops(value));

    /// <summary>In a target of unsafe mode.</summary>
    internal static readonly SearchValues<byte> LaxTarget = AllBut(static value => value is not (<= (byte)' ' or 0x7F));

    /// <summary>Between the parts of a start line.</summary>
    internal static readonly SearchValues<byte> Blanks = AllBut(TokenList.IsBlank);

    /// <summary>In a field value or a reason phrase.</summary>
    internal static readonly SearchValues<byte> Value = SearchValues.Create("\r\n\0"u8);

    /// <summary>In a value of unsafe mode.</summary>
    internal static readonly SearchValues<byte> LaxValue = SearchValues.Create("\r\n"u8);

    /// <summary>In a line that unsafe mode passes over.</summary>
    internal static readonly SearchValues<byte> Line = SearchValues.Create("\n"u8);

    private static SearchValues<byte> AllBut(Predicate<byte> isPassed)
    {
        byte[] stops = new byte[256];
        int count = 0;
        for (int value = 0; value < 256; value++)
        {
            if (!isPassed((byte)value))
            {
                stops[count++] = (byte)value;
            }
        }

        return SearchValues.Create(stops.AsSpan(0, count));
    }
}
