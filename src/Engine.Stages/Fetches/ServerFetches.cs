using System;
using System.Collections.Generic;
using Engine.Proxy.Samples;
using Engine.Proxy.State;

namespace Engine.Stages.Fetches;

/// <summary>Fetches about servers: the one of the exchange, or one by its name (CFG 7.3.2, 7.3.3).</summary>
internal static class ServerFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        FetchRow.Of("srv_id", "Number of the exchange's server.", SampleNeeds.Server, static (in SampleContext context, ref Sample sample) => Id(context.Server, ref sample)),
        FetchRow.Of("srv_name", "Name of the exchange's server.", SampleNeeds.Server, static (in SampleContext context, ref Sample sample) => Name(context.Server, ref sample)),
        new("srv_conn", "Requests a server is serving.", SampleNeeds.Nothing, Server(static (ServerState server, in SampleContext _) => server.Served)),
        new("srv_conn_free", "Slots left on a server; -1 without a limit.", SampleNeeds.Nothing, Server(FreeSlots)),
        new("srv_is_up", "True while a server may be picked.", SampleNeeds.Nothing, static call => NamedState.Server(call) is { } server ? new IsUp(server) : null),
        new("srv_queue", "Exchanges that wait for this server alone: none, as those that wait do so for the whole backend.", SampleNeeds.Nothing, Server(static (ServerState _, in SampleContext _) => 0)),
        new("srv_sess_rate", "Exchanges and sessions per second of a server.", SampleNeeds.Nothing, Server(static (ServerState server, in SampleContext context) => server.SessionRate.PerSecond(context.Clock.NowMs))),
        new("srv_weight", "Weight of a server now.", SampleNeeds.Nothing, Server(static (ServerState server, in SampleContext _) => (server.ScaledWeight + ServerState.WeightScale - 1) / ServerState.WeightScale)),
        new("srv_uweight", "Weight of a server as the operator has set it.", SampleNeeds.Nothing, Server(static (ServerState server, in SampleContext _) => server.Weight)),
        new("srv_iweight", "Weight of a server as it is written in the configuration.", SampleNeeds.Nothing, Server(static (ServerState server, in SampleContext _) => server.Plan.Weight)),
    ];

    private static Func<SampleCallArguments, SampleFetch?> Server(StateFetch<ServerState>.Reader read) => StateFetch<ServerState>.Of(NamedState.Server, read);

    private static bool Id(ServerState? server, ref Sample sample)
    {
        sample.Set((long)(server?.Plan.Id ?? 0));
        return server is not null;
    }

    private static bool Name(ServerState? server, ref Sample sample)
    {
        sample.SetText(server?.Plan.NameBytes);
        return server is not null;
    }

    private static long FreeSlots(ServerState server, in SampleContext context) =>
        server.MaxConn == 0 ? -1 : Math.Max(0, server.MaxConn - server.Served);

    private sealed class IsUp(ServerState server) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            sample.Set(server.IsAlive);
            return true;
        }
    }
}
