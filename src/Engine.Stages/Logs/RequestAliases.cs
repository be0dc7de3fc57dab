using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Engine.Config.Expressions;
using Engine.IO.Tls;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Logs;
using Engine.Proxy.Samples;

namespace Engine.Stages.Logs;

/// <summary>
/// Aliases of the request line as it was received and of how the exchange ended (CFG 8.2.6, 8.5). Of a request that is none, or that
/// never came to its end, all parts are <c>&lt;BADREQ&gt;</c>.
/// </summary>
internal static class RequestAliases
{
    internal static IReadOnlyList<LogAliasRow> Rows =>
    [
        new("r", "The request line.", Line),
        new("HM", "The method.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Text(HasRequest(c) ? c.Exchange.Record.ReceivedMethod : BadRequest, f, ref l)),
        new("HU", "The target.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Target(c, f, ref l)),
        new("HP", "The target without its query.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Part(c, LinePart.TargetWithoutQuery, f, ref l)),
        new("HPO", "The target's path.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Part(c, LinePart.Path, f, ref l)),
        new("HQ", "The target's query, with its question mark.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Part(c, LinePart.Query, f, ref l)),
        new("HV", "The version.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Name(HasRequest(c) ? c.Exchange.Record.ReceivedVersion : BadRequest, f)),
        new("ST", "Status of the response; -1 for none.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Status(c, f, ref l)),
        new("B", "Bytes sent to the client.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Bytes(c, f, ref l)),
        new("U", "Bytes received from the client.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Number(c.HasExchange ? c.Exchange.Record.BytesFromClient : 0, f)),
        new("ts", "How it ended, in two characters.", static (in SampleContext c, LogFlags f, ref LineWriter l) => State(c, 2, f, ref l)),
        new("tsc", "How it ended, in two characters, and what happened to the persistence cookie, in two more.", static (in SampleContext c, LogFlags f, ref LineWriter l) => State(c, 4, f, ref l)),
        new("ID", "The unique id; none of a request that could not be read.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Text(c.HasExchange && c.Exchange.Record.HasRequestOrSession ? c.Exchange.Record.UniqueId : default, f)),
        new("sslc", "The TLS cipher.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Text(c.HasClient && c.Client.Tls is { } tls ? tls.Cipher() : default, f)),
        new("sslv", "The TLS version.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Text(c.HasClient && c.Client.Tls is { } tls ? tls.Protocol() : default, f)),
    ];

    private enum LinePart : byte
    {
        TargetWithoutQuery,
        Path,
        Query,
    }

    private static ReadOnlySpan<byte> BadRequest => "<BADREQ>"u8;

    private static void Line(in SampleContext context, LogFlags flags, ref LineWriter line)
    {
        if (!HasRequest(context))
        {
            line.Text(BadRequest, flags);
            return;
        }

        AccessRecord record = context.Exchange.Record;
        if (record.HasPlainLine && record.ReceivedTarget is [(byte)'/', ..])
        {
            line.Text(Cut(context, record.RequestLine), flags);
            return;
        }

        NormalisedSlow(context, record.HasPlainLine ? record.RequestLine : JoinedSlow(context, record), flags, ref line);
    }

    /// <summary>However many blanks the client wrote, one is shown, as in HAProxy: readers of logs split there.</summary>
    private static ReadOnlySpan<byte> JoinedSlow(scoped in SampleContext context, AccessRecord record)
    {
        ReadOnlySpan<byte> method = record.ReceivedMethod;
        ReadOnlySpan<byte> target = record.ReceivedTarget;
        ReadOnlySpan<byte> version = record.ReceivedVersion;
        if (!context.Scratch.TryTake(method.Length + target.Length + version.Length + 2, out Span<byte> room))
        {
            return record.RequestLine;
        }

        method.CopyTo(room);
        room[method.Length] = (byte)' ';
        target.CopyTo(room[(method.Length + 1)..]);
        room[method.Length + 1 + target.Length] = (byte)' ';
        version.CopyTo(room[^version.Length..]);
        return room;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Target(in SampleContext context, LogFlags flags, ref LineWriter line)
    {
        if (!HasRequest(context))
        {
            line.Text(BadRequest, flags);
            return;
        }

        ReadOnlySpan<byte> target = context.Exchange.Record.ReceivedTarget;
        if (target is [(byte)'/', ..])
        {
            line.Text(Cut(context, target), flags);
            return;
        }

        NormalisedSlow(context, target, flags, ref line);
    }

    /// <summary>RFC 3986 section 6.2.3: the default port of an absolute target says nothing, and HAProxy takes it out.</summary>
    private static void NormalisedSlow(in SampleContext context, ReadOnlySpan<byte> text, LogFlags flags, ref LineWriter line)
    {
        int authority = text.IndexOf("://"u8);
        int end = authority < 0 ? -1 : authority + 3 + IndexOrEnd(text[(authority + 3)..], "/?# "u8);
        ReadOnlySpan<byte> port = authority < 0 ? default : text[..authority].EndsWith("https"u8) ? ":443"u8 : ":80"u8;
        if (authority < 0 || !text[..end].EndsWith(port) || !context.Scratch.TryTake(text.Length, out Span<byte> room))
        {
            line.Text(Cut(context, text), flags);
            return;
        }

        text[..(end - port.Length)].CopyTo(room);
        text[end..].CopyTo(room[(end - port.Length)..]);
        line.Text(Cut(context, room[..(text.Length - port.Length)]), flags);
    }

    private static void Part(in SampleContext context, LinePart part, LogFlags flags, ref LineWriter line)
    {
        if (!HasRequest(context))
        {
            line.Text(BadRequest, flags);
            return;
        }

        AccessRecord record = context.Exchange.Record;
        ReadOnlySpan<byte> target = record.ReceivedTarget;
        int query = target.IndexOf((byte)'?');
        ReadOnlySpan<byte> found = part switch
        {
            LinePart.Query => query < 0 ? default : target[query..],
            LinePart.Path => PathOf(query < 0 ? target : target[..query]),
            _ => query < 0 ? target : target[..query],
        };
        Text(found, flags, ref line);
    }

    /// <summary>A part that is not there, such as a query, is no item that is missing: nothing is printed in its place, between two separators.</summary>
    private static void Text(ReadOnlySpan<byte> part, LogFlags flags, ref LineWriter line)
    {
        if (!part.IsEmpty || (flags & (LogFlags.Quote | LineWriter.Encodings)) != 0)
        {
            line.Text(part, flags);
            return;
        }

        line.Nothing();
    }

    private static ReadOnlySpan<byte> PathOf(ReadOnlySpan<byte> target)
    {
        int authority = target.StartsWith("/"u8) ? -1 : target.IndexOf("://"u8);
        if (authority < 0)
        {
            // An asterisk and an authority have no path (RFC 9112 section 3.2).
            return target.StartsWith("/"u8) ? target : default;
        }

        int path = target[(authority + 3)..].IndexOf((byte)'/');
        return path < 0 ? "/"u8 : target[(authority + 3 + path)..];
    }

    private static int IndexOrEnd(ReadOnlySpan<byte> text, ReadOnlySpan<byte> any)
    {
        int index = text.IndexOfAny(any);
        return index < 0 ? text.Length : index;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Status(in SampleContext context, LogFlags flags, ref LineWriter line)
    {
        int status = context.HasExchange ? context.Exchange.Status : 0;
        line.Number(status == 0 ? -1 : status, flags);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Bytes(in SampleContext context, LogFlags flags, ref LineWriter line)
    {
        AccessRecord? record = context.HasExchange ? context.Exchange.Record : null;
        Numbers.WriteTotal(record?.BytesToClient ?? 0, record is { IsPartial: true }, flags, ref line);
    }

    /// <summary>CFG 8.5: without a persistence cookie in the backend the last two say nothing.</summary>
    private static void State(in SampleContext context, int length, LogFlags flags, ref LineWriter line)
    {
        Span<byte> text = stackalloc byte[4];
        string state = context.HasExchange && context.Exchange.Cause is { } cause ? cause.State : "--";
        text[0] = (byte)state[0];
        text[1] = (byte)state[1];
        bool hasCookie = context.HasExchange && context.Exchange.Persistence.HasCookie;
        text[2] = hasCookie ? (byte)context.Exchange.Persistence.RequestCookie : (byte)'-';
        text[3] = hasCookie ? (byte)context.Exchange.Persistence.ResponseCookie : (byte)'-';
        line.Word(text[..length], flags);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasRequest(in SampleContext context) => context.HasExchange && context.Exchange.Record.HasRequest;

    /// <summary><c>tune.http.logurilen</c>, an end mark included.</summary>
    private static ReadOnlySpan<byte> Cut(in SampleContext context, ReadOnlySpan<byte> text)
    {
        int max = context.Place.Plan.Global.Tune.LogUriLength - 1;
        return text.Length > max ? text[..max] : text;
    }
}
