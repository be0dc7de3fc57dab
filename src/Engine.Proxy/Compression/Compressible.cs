using System;
using System.Text;
using Engine.Http;

namespace Engine.Proxy.Compression;

/// <summary>Whether a message may be compressed on the way (CFG 4.2 compression; RFC 9110 section 7.7).</summary>
internal static class Compressible
{
    /// <param name="bytesMin">Of a known length; one that is not known is taken for long enough.</param>
    internal static bool HasBody(in BodyFraming framing, int bytesMin) =>
        framing.Kind == BodyKind.Chunked || (framing.Kind == BodyKind.Length && framing.Length > 0 && framing.Length >= bytesMin);

    /// <summary>What a response's head says, its body and the client's wishes aside.</summary>
    internal static bool Allows(ResponseHead response, byte[][] types) =>
        response.Version >= HttpVersion.Http11 && response.Status is >= 200 and <= 203 && AllowsBody(response, types) && HasGoodTag(response);

    /// <summary>The part that holds for requests too.</summary>
    internal static bool AllowsBody(MessageHead head, byte[][] types) =>
        head.IndexOf(FieldName.ContentEncoding) < 0 && head.IndexOf(FieldName.ContentRange) < 0 && HasType(head, types)
        && !ForbidsTransformation(head) && !IsDigested(head);

    private static bool HasType(MessageHead head, byte[][] types)
    {
        int at = head.IndexOf(FieldName.ContentType);
        return at < 0 ? types.Length == 0 : CompressionPlan.Lists(types, head.ValueOf(head.Fields[at]));
    }

    /// <summary>RFC 9111 sections 5.2.1.6 and 5.2.2.6.</summary>
    private static bool ForbidsTransformation(MessageHead head)
    {
        for (int i = head.IndexOf(FieldName.CacheControl); i >= 0; i = head.IndexOf(FieldName.CacheControl, i + 1))
        {
            if (ListedTokens.Has(head.ValueOf(head.Fields[i]), "no-transform"u8))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A digest of the bytes as they are (RFC 9530, RFC 1864) would be wrong of others.</summary>
    private static bool IsDigested(MessageHead head) =>
        head.IndexOf("Content-MD5"u8) >= 0 || head.IndexOf("Content-Digest"u8) >= 0 || head.IndexOf("Repr-Digest"u8) >= 0 || head.IndexOf("Digest"u8) >= 0;

    /// <summary>One entity tag that can be weakened, or none.</summary>
    private static bool HasGoodTag(ResponseHead response)
    {
        int at = response.IndexOf(FieldName.ETag);
        if (at < 0)
        {
            return true;
        }

        ReadOnlySpan<byte> tag = response.ValueOf(response.Fields[at]);
        tag = tag.StartsWith("W/"u8) ? tag[2..] : tag;
        bool isQuoted = tag.Length >= 2 && tag[0] == '"' && tag[^1] == '"' && !tag[1..^1].Contains((byte)'"');
        return isQuoted && response.IndexOf(FieldName.ETag, at + 1) < 0;
    }
}
