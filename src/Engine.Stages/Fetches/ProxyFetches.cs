using System;
using System.Collections.Generic;
using Engine.Proxy.Plan;
using Engine.Proxy.Samples;
using Engine.Proxy.State;

namespace Engine.Stages.Fetches;

/// <summary>Fetches about frontends, backends and listeners: names, numbers, how busy they are, their timeouts (CFG 7.3.2, 7.3.3).</summary>
internal static class ProxyFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        FetchRow.Of("act_conn", "Client connections of the whole process.", SampleNeeds.Client, ActConn),
        FetchRow.Of("fe_id", "Number of the frontend.", SampleNeeds.Client, static (in SampleContext context, ref Sample sample) => Set(ref sample, context.Client.Frontend.State.Id)),
        FetchRow.Of("fe_name", "Name of the frontend.", SampleNeeds.Client, static (in SampleContext context, ref Sample sample) => Set(ref sample, context.Client.Frontend.NameBytes)),
        FetchRow.Of("fe_defbe", "Name of the frontend's default backend.", SampleNeeds.Client, DefaultBackend),
        FetchRow.Of("so_id", "Number of the listener.", SampleNeeds.Client, static (in SampleContext context, ref Sample sample) => Set(ref sample, context.Client.Listener.Id)),
        FetchRow.Of("so_name", "Name of the listener.", SampleNeeds.Client, ListenerName),
        FetchRow.Of("dst_conn", "Client connections of the frontend.", SampleNeeds.Client, static (in SampleContext context, ref Sample sample) => Set(ref sample, context.Client.Frontend.State.Connections.Count)),
        new("fe_conn", "Client connections of a frontend.", SampleNeeds.Nothing, Frontend(static (FrontendState state, in SampleContext _) => state.Connections.Count)),
        new("fe_req_rate", "HTTP requests per second of a frontend.", SampleNeeds.Nothing, Frontend(static (FrontendState state, in SampleContext context) => state.RequestRate.PerSecond(context.Clock.NowMs))),
        new("fe_sess_rate", "Connections per second of a frontend.", SampleNeeds.Nothing, Frontend(static (FrontendState state, in SampleContext context) => state.SessionRate.PerSecond(context.Clock.NowMs))),
        FetchRow.Of("fe_client_timeout", "The frontend's timeout client, ms.", SampleNeeds.Client, static (in SampleContext context, ref Sample sample) => Set(ref sample, context.Client.Frontend.Timeouts.ClientMs)),
        FetchRow.Of("be_id", "Number of the backend.", SampleNeeds.Backend, static (in SampleContext context, ref Sample sample) => context.Backend is { } backend && Set(ref sample, backend.State.Id)),
        FetchRow.Of("be_name", "Name of the backend.", SampleNeeds.Backend, static (in SampleContext context, ref Sample sample) => context.Backend is { } backend && Set(ref sample, backend.NameBytes)),
        FetchRow.Of("be_connect_timeout", "The backend's timeout connect, ms.", SampleNeeds.Backend, static (in SampleContext context, ref Sample sample) => Timeout(context, ref sample, static timeouts => timeouts.ConnectMs)),
        FetchRow.Of("be_queue_timeout", "The backend's timeout queue, ms.", SampleNeeds.Backend, static (in SampleContext context, ref Sample sample) => Timeout(context, ref sample, static timeouts => timeouts.QueueMs)),
        FetchRow.Of("be_server_timeout", "The backend's timeout server, ms.", SampleNeeds.Backend, static (in SampleContext context, ref Sample sample) => Timeout(context, ref sample, static timeouts => timeouts.ServerMs)),
        FetchRow.Of("be_tarpit_timeout", "The backend's timeout tarpit, ms.", SampleNeeds.Backend, static (in SampleContext context, ref Sample sample) => Timeout(context, ref sample, static timeouts => timeouts.TarpitMs)),
        FetchRow.Of("fe_tarpit_timeout", "The frontend's timeout tarpit, ms.", SampleNeeds.Client, static (in SampleContext context, ref Sample sample) => Set(ref sample, context.Client.Frontend.Timeouts.TarpitMs)),
        FetchRow.Of("be_tunnel_timeout", "The backend's timeout tunnel, ms.", SampleNeeds.Backend, static (in SampleContext context, ref Sample sample) => Timeout(context, ref sample, static timeouts => timeouts.TunnelMs)),
        new("be_conn", "Exchanges and sessions of a backend, queued ones included.", SampleNeeds.Nothing, Backend(static (BackendState state, in SampleContext _) => state.Active.Value)),
        new("be_conn_free", "Slots left on a backend's usable servers; -1 when one of them has no limit.", SampleNeeds.Nothing, Backend(FreeSlots)),
        new("be_sess_rate", "Exchanges and sessions per second of a backend.", SampleNeeds.Nothing, Backend(static (BackendState state, in SampleContext context) => state.SessionRate.PerSecond(context.Clock.NowMs))),
        new("nbsrv", "Usable servers of a backend.", SampleNeeds.Nothing, Backend(static (BackendState state, in SampleContext _) => state.Usable.Count)),
        new("queue", "Exchanges that wait for a server of a backend.", SampleNeeds.Nothing, Backend(static (BackendState state, in SampleContext _) => state.QueuedInAll)),
        new("avg_queue", "Waiting exchanges for each usable server of a backend, rounded up.", SampleNeeds.Nothing, Backend(AverageQueue)),
        new("connslots", "Slots and places in queues left on a backend's usable servers; -1 where they are endless.", SampleNeeds.Nothing, Backend(Slots)),
    ];

    private static Func<SampleCallArguments, SampleFetch?> Frontend(StateFetch<FrontendState>.Reader read) => StateFetch<FrontendState>.Of(NamedState.Frontend, read);

    private static Func<SampleCallArguments, SampleFetch?> Backend(StateFetch<BackendState>.Reader read) => StateFetch<BackendState>.Of(NamedState.Backend, read);

    private static bool ActConn(in SampleContext context, ref Sample sample) =>
        Set(ref sample, context.Client.Frontend.State.ProcessConnections.Count);

    private static bool DefaultBackend(in SampleContext context, ref Sample sample) =>
        context.Client.Frontend.DefaultBackend is { } backend && Set(ref sample, backend.NameBytes);

    private static bool ListenerName(in SampleContext context, ref Sample sample) =>
        context.Client.Listener.NameBytes is { Length: > 0 } name && Set(ref sample, name);

    private static bool Timeout(in SampleContext context, ref Sample sample, Func<TimeoutsPlan, int> pick) =>
        context.Backend is { } backend && Set(ref sample, pick(backend.Timeouts));

    private static long FreeSlots(BackendState state, in SampleContext context)
    {
        long free = 0;
        foreach (ServerState server in state.Usable)
        {
            if (server.MaxConn == 0)
            {
                return -1;
            }

            free += Math.Max(0, server.SlotLimit - server.Served);
        }

        return free;
    }

    /// <summary>As HAProxy counts: a server without a limit, or whose queue has none, makes the sum endless.</summary>
    private static long Slots(BackendState state, in SampleContext context)
    {
        long slots = 0;
        foreach (ServerState server in state.Usable)
        {
            if (server.MaxConn == 0 || server.Plan.MaxQueue == 0)
            {
                return -1;
            }

            slots += server.MaxConn - server.Served + server.Plan.MaxQueue - server.Queued;
        }

        return slots;
    }

    private static long AverageQueue(BackendState state, in SampleContext context)
    {
        int servers = state.Usable.Count;
        return servers == 0 ? state.QueuedInAll : (state.QueuedInAll + servers - 1) / servers;
    }

    private static bool Set(ref Sample sample, long value)
    {
        sample.Set(value);
        return true;
    }

    private static bool Set(ref Sample sample, byte[] text)
    {
        sample.SetText(text);
        return true;
    }
}
