using System;
using Engine.Http;

namespace Engine.Proxy.Exchanges;

/// <summary>Whether a cache might keep a response (RFC 9111 section 3), as HAProxy decides it for <c>cookie ... nocache</c>.</summary>
internal static class Cacheability
{
    internal static bool IsCacheable(HttpMethod method, ResponseHead response)
    {
        if (method is not (HttpMethod.Get or HttpMethod.Head or HttpMethod.Options or HttpMethod.Trace)
            || response.Status is not (200 or 203 or 204 or 206 or 300 or 301 or 404 or 405 or 410 or 414 or 501))
        {
            return false;
        }

        // What says how long, or by what it can be compared: without either nobody keeps it.
        bool allowed = true;
        bool known = response.IndexOf("Expires"u8) >= 0 || response.IndexOf("ETag"u8) >= 0 || response.IndexOf("Last-Modified"u8) >= 0;
        for (int i = response.IndexOf("Pragma"u8); i >= 0; i = response.IndexOf("Pragma"u8, i + 1))
        {
            allowed &= !Is(response.ValueOf(response.Fields[i]), "no-cache"u8);
        }

        for (int i = response.IndexOf("Cache-Control"u8); allowed && i >= 0; i = response.IndexOf("Cache-Control"u8, i + 1))
        {
            Read(response.ValueOf(response.Fields[i]), ref allowed, ref known);
        }

        return allowed && known;
    }

    private static void Read(ReadOnlySpan<byte> line, ref bool allowed, ref bool known)
    {
        while (QuotedList.TryNext(ref line, out ReadOnlySpan<byte> directive, out _))
        {
            if (Is(directive, "private"u8) || Is(directive, "no-cache"u8) || Is(directive, "no-store"u8) || Is(directive, "max-age=0"u8) || Is(directive, "s-maxage=0"u8))
            {
                allowed = false;
            }
            else if (Is(directive, "public"u8))
            {
                allowed = true;
            }
            else
            {
                known |= Begins(directive, "max-age="u8) || Begins(directive, "s-maxage="u8);
            }
        }
    }

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => text.Length == word.Length && Begins(text, word);

    private static bool Begins(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) =>
        text.Length >= word.Length && System.Text.Ascii.EqualsIgnoreCase(text[..word.Length], word);
}
