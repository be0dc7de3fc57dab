using System;
using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Proxy.Logs;
using Engine.Proxy.Samples;

namespace Engine.Stages.Logs;

/// <summary>Aliases of dates and timers (CFG 8.2.6, 8.4). Timers are in ms, -1 where their phase was not reached.</summary>
internal static class TimeAliases
{
    private const int MillisecondDigits = 3;

    /// <summary>"27/Nov/2026:05:42:48.917 +0900".</summary>
    private const int DateBytesMax = 32;

    internal static IReadOnlyList<LogAliasRow> Rows =>
    [
        new("t", "When the connection was accepted, local time, with ms.", static (in SampleContext c, LogFlags f, ref LineWriter l) => WithMilliseconds(c, AcceptedOf(c), f, ref l)),
        new("T", "When the connection was accepted, UTC.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Utc(c, AcceptedOf(c), f, ref l)),
        new("Tl", "When the connection was accepted, local time.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Local(c, AcceptedOf(c), f, ref l)),
        new("Ts", "When the connection was accepted, seconds since 1970.", Seconds),
        new("ms", "When the connection was accepted, the ms of that second.", Milliseconds),
        new("tr", "When the request began, local time, with ms.", static (in SampleContext c, LogFlags f, ref LineWriter l) => WithMilliseconds(c, BegunOf(c), f, ref l)),
        new("trg", "When the request began, UTC.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Utc(c, BegunOf(c), f, ref l)),
        new("trl", "When the request began, local time.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Local(c, BegunOf(c), f, ref l)),

        new("Th", "Handshakes of the connection.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Number(c.HasExchange ? c.Exchange.Record.HandshakeMs : -1, f)),
        new("Ti", "Idle before the request.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Number(c.HasExchange ? c.Exchange.Record.IdleMs : -1, f)),
        new("TR", "From the request's first byte to the end of its head.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Number(c.HasExchange ? c.Exchange.Record.HeadMs : -1, f)),
        new("Tq", "All until the end of the request's head: Th + Ti + TR.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Number(c.HasExchange ? c.Exchange.Record.RequestMs : -1, f)),
        new("Tw", "In rules and queues, until a server was chosen.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Number(c.HasExchange ? c.Exchange.Record.QueueMs : -1, f)),
        new("Tc", "Connecting to the server, retries included.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Number(c.HasExchange ? c.Exchange.Record.ConnectMs : -1, f)),
        new("Tr", "Waiting for the head of the response.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Number(c.HasExchange ? c.Exchange.Record.ResponseMs : -1, f)),
        new("Td", "Passing on the response.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Number(c.HasExchange ? c.Exchange.Record.DataMs : -1, f)),
        new("Ta", "From the request's first byte to the response's last.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Total(c, c.HasExchange ? c.Exchange.Record.ActiveMs : -1, f, ref l)),
        new("Tt", "From accept, or the end of the exchange before, to the end.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Total(c, c.HasExchange ? c.Exchange.Record.TotalMs : -1, f, ref l)),
        new("Tu", "What the user waited: Ta + Th.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Total(c, c.HasExchange ? c.Exchange.Record.UserMs : -1, f, ref l)),
    ];

    private static void Total(in SampleContext context, long milliseconds, LogFlags flags, ref LineWriter line) =>
        Numbers.WriteTotal(milliseconds, context.HasExchange && context.Exchange.Record.IsPartial, flags, ref line);

    private static DateTime AcceptedOf(in SampleContext context) =>
        context.HasExchange ? context.Exchange.Record.AcceptedUtc : context.HasClient ? context.Client.AcceptedUtc : context.Clock.UtcNow;

    private static DateTime BegunOf(in SampleContext context) => context.HasExchange ? context.Exchange.Times.BeginUtc : AcceptedOf(context);

    private static void WithMilliseconds(in SampleContext context, DateTime utc, LogFlags flags, ref LineWriter line)
    {
        Span<byte> text = stackalloc byte[DateBytesMax];
        LineWriter date = new(text);
        date.Raw(context.Place.Dates.Local(utc));
        date.Raw((byte)'.');
        date.Integer(utc.Millisecond, MillisecondDigits);
        line.Word(date.Line, flags);
    }

    private static void Local(in SampleContext context, DateTime utc, LogFlags flags, ref LineWriter line) =>
        line.Word(context.Place.Dates.LocalWithZone(utc), flags);

    private static void Utc(in SampleContext context, DateTime utc, LogFlags flags, ref LineWriter line) =>
        line.Word(context.Place.Dates.UtcWithZone(utc), flags);

    private static void Seconds(in SampleContext context, LogFlags flags, ref LineWriter line) =>
        Numbers.Write((AcceptedOf(context).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond, flags, ref line);

    private static void Milliseconds(in SampleContext context, LogFlags flags, ref LineWriter line)
    {
        int milliseconds = AcceptedOf(context).Millisecond;
        if ((flags & LineWriter.Encodings) != 0)
        {
            line.Number(milliseconds, flags);
        }
        else if ((flags & LogFlags.Hex) != 0)
        {
            line.Hex((ulong)milliseconds, 2);
        }
        else
        {
            line.Integer(milliseconds, MillisecondDigits);
        }
    }
}
