using System;
using Engine.Http;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>The cookies that <c>cook(name)</c> means, in order: in Cookie lines of the request, or in Set-Cookie lines of the response. Without a name all.</summary>
internal sealed class CookieSelector(byte[] name, MessageSide side)
{
    /// <summary>True when one certain cookie is meant.</summary>
    internal bool HasName => name.Length > 0;

    internal MessageHead HeadOf(in SampleContext context) => side == MessageSide.Request ? context.Request : context.Response;

    /// <summary>The cookie behind the cursor, which is two 16-bit numbers: index of the line and offset in its value. 0 = in front of the first.</summary>
    internal bool TryNext(MessageHead head, scoped ref int cursor, out ReadOnlySpan<byte> cookie, out ReadOnlySpan<byte> value)
    {
        FieldName field = side == MessageSide.Request ? FieldName.Cookie : FieldName.SetCookie;
        int offset = cursor & ushort.MaxValue;
        for (int index = head.IndexOf(field, cursor >> 16); index >= 0; index = head.IndexOf(field, index + 1), offset = 0)
        {
            ReadOnlySpan<byte> line = head.ValueOf(head.Fields[index]);
            while (TryNextInLine(line, ref offset, out cookie, out value))
            {
                if (name.Length == 0 || cookie.SequenceEqual(name))
                {
                    cursor = (index << 16) | offset;
                    return true;
                }
            }
        }

        cookie = value = default;
        return false;
    }

    private bool TryNextInLine(ReadOnlySpan<byte> line, scoped ref int offset, out ReadOnlySpan<byte> cookie, out ReadOnlySpan<byte> value)
    {
        if (side == MessageSide.Request)
        {
            return CookieList.TryNext(line, ref offset, out cookie, out value);
        }

        bool isFirst = offset == 0;
        offset = ushort.MaxValue;
        cookie = value = default;
        return isFirst && CookieList.TryTakeFirst(line, out cookie, out value);
    }
}
