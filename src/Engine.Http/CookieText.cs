using System;

namespace Engine.Http;

/// <summary>How far things go in the lines that carry cookies.</summary>
public static class CookieText
{
    /// <summary>
    /// Bytes up to the ";" or "," that ends a value, or up to the end: within double quotes neither ends it, and "\" takes the next
    /// character's meaning there. More lenient than RFC 6265 section 4.1.1, and what HAProxy does.
    /// </summary>
    public static int LengthOfValue(ReadOnlySpan<byte> text)
    {
        bool quoted = false;
        for (int at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case (byte)'"':
                    quoted = !quoted;
                    break;
                case (byte)'\\' when quoted:
                    at++;
                    break;
                case (byte)';' or (byte)',' when !quoted:
                    return at;
            }
        }

        return text.Length;
    }
}
