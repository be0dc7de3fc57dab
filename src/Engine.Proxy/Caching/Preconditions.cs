using System;
using Engine.Http;

namespace Engine.Proxy.Caching;

/// <summary>Whether the client has what is kept already (RFC 9111 section 4.3.2).</summary>
internal static class Preconditions
{
    /// <param name="response">The kept head.</param>
    /// <param name="modifiedUtc">When it was last modified, as far as is known.</param>
    internal static bool AreMet(RequestHead request, ResponseHead response, DateTime modifiedUtc, DateTime now)
    {
        int at = request.IndexOf(FieldName.IfNoneMatch);
        if (at < 0)
        {
            return StorePolicy.TryDate(request, FieldName.IfModifiedSince, now, out DateTime since) && modifiedUtc <= since;
        }

        int tag = response.IndexOf(FieldName.ETag);
        ReadOnlySpan<byte> kept = tag < 0 ? default : Opaque(response.ValueOf(response.Fields[tag]));
        for (; at >= 0; at = request.IndexOf(FieldName.IfNoneMatch, at + 1))
        {
            if (Lists(request.ValueOf(request.Fields[at]), kept))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The weak comparison of RFC 9110 section 8.8.3.2. Tags may hold commas: quotes are walked over.</summary>
    private static bool Lists(ReadOnlySpan<byte> list, ReadOnlySpan<byte> tag)
    {
        list = list.Trim(" \t"u8);
        if (list.SequenceEqual("*"u8))
        {
            return true;
        }

        while (!list.IsEmpty && !tag.IsEmpty)
        {
            ReadOnlySpan<byte> rest = Opaque(list.TrimStart(" \t,"u8));
            int end = rest.IsEmpty || rest[0] != '"' ? -1 : rest[1..].IndexOf((byte)'"');
            if (end < 0)
            {
                return false;
            }

            if (rest[..(end + 2)].SequenceEqual(tag))
            {
                return true;
            }

            list = rest[(end + 2)..];
        }

        return false;
    }

    private static ReadOnlySpan<byte> Opaque(ReadOnlySpan<byte> tag) => tag.StartsWith("W/"u8) ? tag[2..] : tag;
}
