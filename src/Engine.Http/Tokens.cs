using System;

namespace Engine.Http;

/// <summary>token of RFC 9110 section 5.6.2: names of fields and methods.</summary>
public static class Tokens
{
    /// <summary>True when every byte is a tchar; an empty span is no token, which is the caller's to check.</summary>
    public static unsafe bool Are(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            return ByteScan.End<TokenClass>(start, 0, bytes.Length) == bytes.Length;
        }
    }
}
