using System;
using Engine.Http;

namespace Engine.Stages.Fetches;

/// <summary>
/// The cookies of one field line, as HAProxy reads them (CFG 7.3.6 req.cook; RFC 6265 section 5.4): name=value, blanks around both
/// dropped, ";" or "," behind it unless quoted. What has no equals sign, or begins with "$", is no cookie.
/// </summary>
internal static class CookieList
{
    /// <param name="position">Where to look from; afterwards behind the cookie.</param>
    internal static bool TryNext(
        ReadOnlySpan<byte> line, scoped ref int position, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        while (position < line.Length)
        {
            ReadOnlySpan<byte> rest = line[position..];
            int end = rest.IndexOfAny((byte)'=', (byte)';', (byte)',');
            if (end < 0)
            {
                break;
            }

            name = rest[..end].Trim(" \t"u8);
            position += end + 1;
            if (rest[end] != (byte)'=')
            {
                continue;
            }

            int length = CookieText.LengthOfValue(rest[(end + 1)..]);
            value = rest.Slice(end + 1, length).Trim(" \t"u8);
            position += length + 1;
            if (name.IsEmpty || name[0] != (byte)'$')
            {
                return true;
            }
        }

        position = line.Length;
        name = value = default;
        return false;
    }

    /// <summary>The one cookie that a Set-Cookie line sets: its first name=value; attributes follow it (RFC 6265 section 5.2).</summary>
    internal static bool TryTakeFirst(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        int end = line.IndexOfAny((byte)'=', (byte)';');
        if (end < 0 || line[end] == (byte)';')
        {
            name = value = default;
            return false;
        }

        name = line[..end].Trim(" \t"u8);
        ReadOnlySpan<byte> rest = line[(end + 1)..];
        value = rest[..CookieText.LengthOfValue(rest)].Trim(" \t"u8);
        return true;
    }
}
