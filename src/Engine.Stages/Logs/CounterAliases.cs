using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Engine.Config.Expressions;
using Engine.Proxy.Logs;
using Engine.Proxy.Samples;

namespace Engine.Stages.Logs;

/// <summary>Aliases of counters: how busy it was when the line was written (CFG 8.2.6). The exchange itself is no longer counted at its backend and server.</summary>
internal static class CounterAliases
{
    internal static IReadOnlyList<LogAliasRow> Rows =>
    [
        new("ac", "Connections of the process.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Number(c.HasClient ? c.Client.Frontend.State.ProcessConnections.Count : 0, f)),
        new("fc", "Connections of the frontend.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Number(c.HasClient ? c.Client.Frontend.State.Connections.Count : 0, f)),
        new("bc", "Exchanges under way in the backend.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Number(c.HasExchange && c.Exchange.Backend is { } backend ? backend.State.Active.Value : 0, f)),
        new("sc", "Exchanges under way at the server.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Number(c.HasExchange && c.Exchange.Server is { } server ? server.Served : 0, f)),
        new("rc", "Retries, with + in front when one went to another server.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Retries(c, f, ref l)),
        new("sq", "Requests before this one in the server's queue.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Number(c.HasExchange ? c.Exchange.Record.ServerQueuePosition : 0, f)),
        new("bq", "Requests before this one in the backend's queue.", static (in SampleContext c, LogFlags f, ref LineWriter l) => l.Number(c.HasExchange ? c.Exchange.Record.BackendQueuePosition : 0, f)),
        new("rt", "Number of the request in this process.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Numbers.Write(c.HasExchange ? c.Exchange.Record.Number : 0, f, ref l)),
        new("lc", "Number of the line of this frontend.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Numbers.Write(c.HasClient ? c.Client.Frontend.State.NextLogNumber() : 0, f, ref l)),
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Retries(in SampleContext context, LogFlags flags, ref LineWriter line)
    {
        if (context.HasExchange && context.Exchange.Record.IsRedispatched && (flags & LineWriter.Encodings) == 0)
        {
            line.Raw((byte)'+');
        }

        line.Number(context.HasExchange ? context.Exchange.Record.Retries : 0, flags);
    }
}
