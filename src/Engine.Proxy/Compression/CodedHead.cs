using System;
using Engine.Http;

namespace Engine.Proxy.Compression;

/// <summary>What a response's head says differently once its body is compressed: Content-Encoding, a weak ETag, Vary (RFC 9110 sections 8.4, 8.8.1, 12.5.5).</summary>
internal static class CodedHead
{
    /// <summary>Room for the lines; a response whose tag is too long for it stays as it is.</summary>
    internal const int BytesMax = 1024;

    /// <summary>Takes the tag that is replaced out of the head and writes the new lines. Their bytes; 0 when there is no room, and the head is as before.</summary>
    internal static int Write(ResponseHead response, ReadOnlySpan<byte> coding, Span<byte> lines)
    {
        LineText text = new(lines);
        text.Add("Content-Encoding: "u8);
        text.Add(coding);
        text.Add("\r\n"u8);
        int tagAt = response.IndexOf(FieldName.ETag);
        bool isStrong = tagAt >= 0 && !response.ValueOf(response.Fields[tagAt]).StartsWith("W/"u8);
        if (isStrong)
        {
            text.Add("ETag: W/"u8);
            text.Add(response.ValueOf(response.Fields[tagAt]));
            text.Add("\r\n"u8);
        }

        text.Add(Varies(response) ? default : "Vary: Accept-Encoding\r\n"u8);
        if (text.Length > 0 && isStrong)
        {
            response.Remove(tagAt);
        }

        return text.Length;
    }

    private static bool Varies(ResponseHead response)
    {
        for (int i = response.IndexOf(FieldName.Vary); i >= 0; i = response.IndexOf(FieldName.Vary, i + 1))
        {
            ReadOnlySpan<byte> value = response.ValueOf(response.Fields[i]);
            if (ListedTokens.Has(value, "Accept-Encoding"u8) || ListedTokens.Has(value, "*"u8))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Appends until something does not fit; then its length is 0.</summary>
    private ref struct LineText(Span<byte> room)
    {
        private readonly Span<byte> _room = room;
        private int _used;
        private bool _isOver;

        internal readonly int Length => _isOver ? 0 : _used;

        internal void Add(ReadOnlySpan<byte> text)
        {
            _isOver |= text.Length > _room.Length - _used;
            if (!_isOver)
            {
                text.CopyTo(_room[_used..]);
                _used += text.Length;
            }
        }
    }
}
