using System;
using System.Collections.Generic;
using System.Text;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>Fetches about an exchange as a whole: its timers, sizes, retries, how it ended (CFG 7.3.3, 8.4).</summary>
internal static class ExchangeFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        new("accept_date", "When the connection was accepted, seconds since 1970, or 'ms' or 'us'.", SampleNeeds.Client, static call => Date(call, ofRequest: false)),
        new("request_date", "When the request began, seconds since 1970, or 'ms' or 'us'.", SampleNeeds.Exchange, static call => Date(call, ofRequest: true)),
        Timer("fc.timer.handshake", "Handshakes of the connection (%Th), ms.", static record => record.HandshakeMs),
        Timer("fc.timer.total", "From accept until now (%Tt), ms.", static record => record.TotalMs),
        Timer("req.timer.idle", "From accept or the request before to this one's first byte (%Ti), ms.", static record => record.IdleMs),
        Timer("req.timer.hdr", "From the request's first byte to the end of its head (%TR), ms.", static record => record.HeadMs),
        Timer("req.timer.queue", "In queues (%Tw), ms.", static record => record.QueueMs),
        Timer("req.timer.tq", "From accept to the end of the request's head (%Tq), ms.", static record => record.RequestMs),
        Timer("bc.timer.connect", "Connecting to the server, retries counted (%Tc), ms.", static record => record.ConnectMs),
        Timer("res.timer.hdr", "From the connection to the response's head (%Tr), ms.", static record => record.ResponseMs),
        Timer("res.timer.data", "Carrying the response's body (%Td), ms.", static record => record.DataMs),
        Timer("txn.timer.total", "From the request's first byte to the response's last (%Ta), ms.", static record => record.ActiveMs),
        Timer("txn.timer.user", "The same with the handshakes (%Tu), ms.", static record => record.UserMs),
        Timer("bytes_in", "Bytes that came from the client.", static record => record.BytesFromClient),
        Timer("bytes_out", "Bytes that went to the client.", static record => record.BytesToClient),
        Timer("req.bytes_in", "Bytes of the request that came from the client.", static record => record.BytesFromClient),
        Timer("res.bytes_out", "Bytes of the response that went to the client.", static record => record.BytesToClient),
        Timer("txn.conn_retries", "Attempts after the first.", static record => record.Retries),
        FetchRow.Of("txn.redispatched", "True when a retry went to another server.", SampleNeeds.Exchange, Redispatched),
        FetchRow.Of("txn.sess_term_state", "Who ended the exchange, and in which phase: two characters.", SampleNeeds.Exchange, TerminationState),
        FetchRow.Of("last_rule_file", "File of the last rule that ended a ruleset.", SampleNeeds.Exchange, LastRuleFile),
        FetchRow.Of("last_rule_line", "Line of the last rule that ended a ruleset.", SampleNeeds.Exchange, LastRuleLine),
        Timer("req.bytes_out", "Bytes of the request that went to the server.", static record => record.BytesToServer),
        Timer("res.bytes_in", "Bytes of the response that came from the server.", static record => record.BytesFromServer),
        Timer("txn.id32", "A number of this exchange, 32 bits.", static record => (uint)record.Number),
        FetchRow.Of("cur_server_timeout", "The timeout server in force, ms.", SampleNeeds.Backend, static (in SampleContext context, ref Sample sample) => context.Backend is { } backend && Set(ref sample, (context.HasExchange ? context.Exchange.Settings.ServerTimeoutMs : null) ?? backend.Timeouts.ServerMs)),
        FetchRow.Of("cur_tunnel_timeout", "The timeout tunnel in force, ms.", SampleNeeds.Backend, static (in SampleContext context, ref Sample sample) => context.Backend is { } backend && Set(ref sample, (context.HasExchange ? context.Exchange.Settings.TunnelTimeoutMs : null) ?? backend.Timeouts.TunnelMs)),
        FetchRow.Of("cur_tarpit_timeout", "The timeout tarpit in force, ms.", SampleNeeds.Client, static (in SampleContext context, ref Sample sample) => Set(ref sample, (context.Backend is { } backend ? backend.Timeouts : context.Client.Frontend.Timeouts).TarpitMs)),
        FetchRow.Of("cur_client_timeout", "The timeout client in force, ms.", SampleNeeds.Client, static (in SampleContext context, ref Sample sample) => Set(ref sample, context.Client.Frontend.Timeouts.ClientMs)),
        FetchRow.Of("cur_connect_timeout", "The timeout connect in force, ms.", SampleNeeds.Backend, static (in SampleContext context, ref Sample sample) => context.Backend is { } backend && Set(ref sample, backend.Timeouts.ConnectMs)),
        FetchRow.Of("cur_queue_timeout", "The timeout queue in force, ms.", SampleNeeds.Backend, static (in SampleContext context, ref Sample sample) => context.Backend is { } backend && Set(ref sample, backend.Timeouts.QueueMs)),
    ];

    private static FetchRow Timer(string name, string documentation, Func<AccessRecord, long> read) =>
        FetchRow.Of(name, documentation, SampleNeeds.Exchange, (in SampleContext context, ref Sample sample) => Set(ref sample, read(context.Exchange.Record)));

    private static bool Set(ref Sample sample, long value)
    {
        sample.Set(value);
        return true;
    }

    private static bool Redispatched(in SampleContext context, ref Sample sample)
    {
        sample.Set(context.Exchange.Record.IsRedispatched);
        return true;
    }

    private static bool TerminationState(in SampleContext context, ref Sample sample)
    {
        string state = context.Exchange.Cause?.State ?? "--";
        if (!context.Scratch.TryTake(state.Length, out Span<byte> room))
        {
            return false;
        }

        Encoding.Latin1.GetBytes(state, room);
        sample.SetText(room);
        return true;
    }

    private static bool LastRuleFile(in SampleContext context, ref Sample sample)
    {
        if (context.Exchange.LastRule is not { } rule || !context.Scratch.TryTake(rule.File.Length, out Span<byte> room))
        {
            return false;
        }

        Encoding.Latin1.GetBytes(rule.File, room);
        sample.SetText(room);
        return true;
    }

    private static bool LastRuleLine(in SampleContext context, ref Sample sample) =>
        context.Exchange.LastRule is { } rule && Set(ref sample, rule.Line);

    private static DateFetch? Date(SampleCallArguments call, bool ofRequest)
    {
        if (TimeUnits.TryDivisor(call.Text(0), out long ticks))
        {
            return new DateFetch(ofRequest, ticks);
        }

        call.Error($"'{call.Text(0)}' is no unit of time here", "write s, ms or us");
        return null;
    }

    private sealed class DateFetch(bool ofRequest, long ticksPerUnit) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            DateTime utc = ofRequest ? context.Exchange.Times.BeginUtc : context.Client.AcceptedUtc;
            return Set(ref sample, (utc - DateTime.UnixEpoch).Ticks / ticksPerUnit);
        }
    }
}
