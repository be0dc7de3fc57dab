using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Http;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Proxy.Exchanges;

/// <summary>The persistence cookie in a request: which server it names, and what the server is to see of it (CFG 4.2 cookie).</summary>
internal sealed class RequestCookies(Exchange exchange)
{
    /// <summary>A time that far ahead is a clock that is set wrong, and not a cookie from the future.</summary>
    private const int AheadSecondsMax = 86400;

    internal RequestCookieState State { get; private set; } = RequestCookieState.None;

    /// <summary>When the cookie was last given, seconds since 1970; 0 when it does not say.</summary>
    internal long LastSeconds { get; private set; }

    /// <summary>When it was first given, likewise.</summary>
    internal long FirstSeconds { get; private set; }

    /// <summary>False when an edited head has no more room.</summary>
    internal bool Fits { get; private set; } = true;

    internal void Reset()
    {
        State = RequestCookieState.None;
        LastSeconds = FirstSeconds = 0;
        Fits = true;
    }

    /// <summary>Reads and edits all Cookie fields. The server that is kept to: <paramref name="chosen"/> if there is one already.</summary>
    internal ServerState? Read(CookiePlan cookie, ServerState? chosen)
    {
        RequestHead head = exchange.Request;
        for (int i = head.IndexOf(FieldName.Cookie); i >= 0; i = head.IndexOf(FieldName.Cookie, i + 1))
        {
            ReadOnlySpan<byte> line = head.ValueOf(head.Fields[i]);
            if (line.IndexOf(cookie.Name) >= 0)
            {
                chosen = ReadLine(cookie, line, i, chosen);
            }
        }

        return chosen;
    }

    private ServerState? ReadLine(CookiePlan cookie, ReadOnlySpan<byte> line, int field, ServerState? chosen)
    {
        Scratch.Clear();
        bool isPrefix = cookie.Mode == CookieMode.Prefix;
        bool removes = cookie is { Mode: CookieMode.Insert, Config.Indirect: true };
        if (!Scratch.TryTake(line.Length, out Span<byte> edited))
        {
            return chosen;
        }

        int length = 0;
        int copied = 0;
        CookieScan scan = new(line);
        while (scan.TryNext())
        {
            if (!scan.Name.SequenceEqual(cookie.Name))
            {
                continue;
            }

            ReadOnlySpan<byte> named = NamedIn(cookie, scan.Value, out int behind);
            chosen = Judge(cookie, named, chosen);
            if (removes)
            {
                // With its delimiter: the one before it, or of the first cookie the one behind.
                bool isFirst = length == 0 && line[Math.Min(copied, scan.Start)..scan.Start].Trim(" \t"u8).IsEmpty;
                int upTo = isFirst ? scan.Start : scan.Start - 1;
                length += Copy(line[copied..Math.Max(copied, upTo)], edited[length..]);
                copied = isFirst ? SkipBlanks(line, Math.Min(scan.End + 1, line.Length)) : scan.End;
            }
            else if (isPrefix && behind > 0)
            {
                length += Copy(line[copied..scan.ValueStart], edited[length..]);
                copied = scan.ValueStart + behind;
            }
        }

        if (copied > 0)
        {
            length += Copy(line[copied..], edited[length..]);
            Replace(field, edited[..length].Trim(" \t"u8));
        }

        return chosen;
    }

    private Samples.Scratch Scratch => exchange.Place.Scratch;

    private void Replace(int field, ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
        {
            exchange.Request.Remove(field);
        }
        else
        {
            Fits &= exchange.Request.TryReplaceValue(field, line);
        }
    }

    /// <summary>The part of the value that names a server.</summary>
    /// <param name="behind">Of a prefixed cookie, where the server's own value begins; 0 when there is no prefix.</param>
    private ReadOnlySpan<byte> NamedIn(CookiePlan cookie, ReadOnlySpan<byte> value, out int behind)
    {
        behind = 0;
        if (cookie.Mode == CookieMode.Prefix)
        {
            int end = value.IndexOf((byte)'~');
            behind = end + 1;
            return end < 0 ? value : value[..end];
        }

        int mark = value.IndexOf(CookieDates.Mark);
        if (mark < 0)
        {
            return value;
        }

        ReadOnlySpan<byte> dates = value[(mark + 1)..];
        LastSeconds = CookieDates.Read(dates);
        int second = dates.IndexOf(CookieDates.Mark);
        FirstSeconds = second < 0 ? 0 : CookieDates.Read(dates[(second + 1)..]);
        return value[..mark];
    }

    private ServerState? Judge(CookiePlan cookie, ReadOnlySpan<byte> named, ServerState? chosen)
    {
        long nowSeconds = NowSeconds;
        if (IsPast(FirstSeconds, cookie.Config.MaxLifeSeconds, nowSeconds))
        {
            return Forget(RequestCookieState.Old, chosen);
        }

        if (IsPast(LastSeconds, cookie.Config.MaxIdleSeconds, nowSeconds))
        {
            return Forget(RequestCookieState.Expired, chosen);
        }

        bool counts = chosen is null && !exchange.Persistence.IsIgnored;
        if (counts && !named.IsEmpty && Find(named) is { } found)
        {
            return found;
        }

        if (State == RequestCookieState.None)
        {
            State = counts ? RequestCookieState.Invalid : RequestCookieState.Unused;
        }

        return chosen;
    }

    private ServerState? Forget(RequestCookieState state, ServerState? chosen)
    {
        State = state;
        FirstSeconds = LastSeconds = 0;
        return chosen;
    }

    /// <summary>The first server of that name that can serve: several may share one, so that one of them stands in for another.</summary>
    private ServerState? Find(ReadOnlySpan<byte> named)
    {
        IReadOnlyList<ServerState> servers = exchange.Backend!.State.Servers;
        for (int i = 0; i < servers.Count; i++)
        {
            ServerState server = servers[i];
            if (server.Cookie is not { Length: > 0 } cookie || !named.SequenceEqual(cookie))
            {
                continue;
            }

            State = server.IsAlive ? RequestCookieState.Valid : RequestCookieState.Down;
            if (exchange.Persistence.MayUse(server))
            {
                return server;
            }
        }

        return null;
    }

    internal long NowSeconds => (exchange.Place.Loop.Clock.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;

    private static bool IsPast(long seconds, int max, long nowSeconds) =>
        seconds > 0 && max > 0 && (nowSeconds - seconds > max || seconds - nowSeconds > AheadSecondsMax);

    private static int SkipBlanks(ReadOnlySpan<byte> line, int at)
    {
        while (at < line.Length && line[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        from.CopyTo(to);
        return from.Length;
    }
}
