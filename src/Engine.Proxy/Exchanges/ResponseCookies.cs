using System;
using Engine.Config.Model;
using Engine.Http;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Proxy.Exchanges;

/// <summary>The persistence cookie in a response: the server's taken away or changed, the engine's own added (CFG 4.2 cookie).</summary>
internal sealed class ResponseCookies(Exchange exchange)
{
    private const int NowhereMax = 2;

    internal ResponseCookieState State { get; private set; } = ResponseCookieState.None;

    internal void Reset() => State = ResponseCookieState.None;

    /// <summary>Edits the response's head. False when it has no more room.</summary>
    internal bool TryEdit(CookiePlan cookie, ServerState server, RequestCookies brought)
    {
        bool good = exchange.Persistence.IsIgnored || TryEditOwn(cookie, server);
        return good && (!IsDue(cookie, brought) || TryInsert(cookie, server, brought));
    }

    /// <summary>What the server itself says about the cookie.</summary>
    private bool TryEditOwn(CookiePlan cookie, ServerState server)
    {
        ResponseHead head = exchange.Response;
        for (int i = head.IndexOf(FieldName.SetCookie); i >= 0; i = head.IndexOf(FieldName.SetCookie, i + 1))
        {
            CookieScan scan = new(head.ValueOf(head.Fields[i]));
            if (!scan.TryNext() || scan.Start != 0 || !scan.Name.SequenceEqual(cookie.Name))
            {
                continue;
            }

            State = ResponseCookieState.Present;
            if (cookie.Config.Preserve)
            {
                continue;
            }

            if (cookie.Mode == CookieMode.Insert || (exchange.Persistence.IsDirect && cookie.Config.Indirect))
            {
                head.Remove(i);
                State = ResponseCookieState.Deleted;
            }
            else if (server.Cookie is { } name && cookie.Mode is CookieMode.Rewrite or CookieMode.Prefix)
            {
                State = ResponseCookieState.Replaced;
                if (!TryWriteName(i, scan, name, keepsValue: cookie.Mode == CookieMode.Prefix))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool TryWriteName(int field, in CookieScan scan, ReadOnlySpan<byte> name, bool keepsValue)
    {
        ResponseHead head = exchange.Response;
        ReadOnlySpan<byte> line = head.ValueOf(head.Fields[field]);
        exchange.Place.Scratch.Clear();
        if (!exchange.Place.Scratch.TryTake(line.Length + name.Length + NowhereMax, out Span<byte> room))
        {
            return false;
        }

        line[..scan.ValueStart].CopyTo(room);
        int length = scan.ValueStart;
        name.CopyTo(room[length..]);
        length += name.Length;
        if (keepsValue)
        {
            room[length++] = (byte)'~';
        }

        ReadOnlySpan<byte> rest = line[(keepsValue ? scan.ValueStart : scan.ValueEnd)..];
        rest.CopyTo(room[length..]);
        return head.TryReplaceValue(field, room[..(length + rest.Length)]);
    }

    /// <summary>The client is to be given the cookie: it does not have it, or with other times.</summary>
    private bool IsDue(CookiePlan cookie, RequestCookies brought)
    {
        CookieConfig config = cookie.Config;
        if (cookie.Mode != CookieMode.Insert || exchange.Persistence.IsIgnored || (config.PostOnly && exchange.Request.Method != HttpMethod.Post))
        {
            return false;
        }

        if (config.Preserve && State == ResponseCookieState.Present)
        {
            return false;
        }

        bool isStale = (config.MaxIdleSeconds > 0 || brought.LastSeconds > 0) && (brought.LastSeconds == 0 || brought.LastSeconds < brought.NowSeconds);
        return !exchange.Persistence.IsDirect || isStale || config.MaxLifeSeconds > 0 != brought.FirstSeconds > 0;
    }

    private bool TryInsert(CookiePlan cookie, ServerState server, RequestCookies brought)
    {
        byte[]? name = server.Cookie;
        exchange.Place.Scratch.Clear();
        ReadOnlySpan<byte> value = cookie.Removal;
        if (name is not null)
        {
            int lengthMax = cookie.Name.Length + name.Length + cookie.Attributes.Length + (2 * (CookieDates.Length + 1)) + 1;
            if (!exchange.Place.Scratch.TryTake(lengthMax, out Span<byte> room))
            {
                return false;
            }

            value = room[..Write(cookie, name, brought, room)];
        }

        if (!exchange.Response.TryAdd("Set-Cookie"u8, value))
        {
            return false;
        }

        State = name is not null && exchange.Persistence.IsDirect ? ResponseCookieState.Updated : ResponseCookieState.Inserted;
        return !cookie.Config.NoCache || !Cacheability.IsCacheable(exchange.Request.Method, exchange.Response)
            || exchange.Response.TryAdd("Cache-Control"u8, "private"u8);
    }

    private static int Write(CookiePlan cookie, byte[] name, RequestCookies brought, Span<byte> room)
    {
        int length = Append(cookie.Name, room, 0);
        length = Append("="u8, room, length);
        length = Append(name, room, length);
        if (cookie.IsDated)
        {
            length = AppendDate(brought.NowSeconds, room, length);
            if (cookie.Config.MaxLifeSeconds > 0)
            {
                length = AppendDate(brought.FirstSeconds > 0 ? brought.FirstSeconds : brought.NowSeconds, room, length);
            }
        }

        return Append(cookie.Attributes, room, length);
    }

    private static int Append(ReadOnlySpan<byte> text, Span<byte> room, int length)
    {
        text.CopyTo(room[length..]);
        return length + text.Length;
    }

    private static int AppendDate(long seconds, Span<byte> room, int length)
    {
        room[length++] = CookieDates.Mark;
        CookieDates.Write(seconds, room[length..]);
        return length + CookieDates.Length;
    }
}
