using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Stages.Statistics;

/// <summary>What a row of statistics is about. One object goes through all rows of a listing.</summary>
internal sealed class StatSubject
{
    private static readonly TrafficShared Nothing = new();

    public StatKinds Kind { get; private set; }

    public SectionPlan Section { get; private set; } = null!;

    /// <summary>Of a frontend or listener.</summary>
    public FrontendPlan? Frontend => Section.Frontend;

    /// <summary>Of a backend or server.</summary>
    public BackendPlan? Backend => Section.Backend;

    public ServerState? Server { get; private set; }

    public ListenerPlan? Listener { get; private set; }

    /// <summary>Loop time, ms.</summary>
    public long NowMs { get; set; }

    /// <summary>Loop time at which the process began to serve, ms.</summary>
    public long StartedMs { get; init; }

    /// <summary>Addresses, algorithms and cookies may be shown.</summary>
    public bool ShowsLegends { get; init; }

    public TrafficShared Traffic { get; private set; } = Nothing;

    public string Name => Kind switch
    {
        StatKinds.Frontend => "FRONTEND",
        StatKinds.Backend => "BACKEND",
        StatKinds.Server => Server!.Name,
        _ => Listener!.Bind.Name ?? "sock-" + Listener.Id,
    };

    /// <summary>What it is called in files of counters; null = it is not in them.</summary>
    public string? Guid => Kind switch
    {
        StatKinds.Frontend => Frontend!.Guid,
        StatKinds.Backend => Backend!.Guid,
        StatKinds.Server => Server!.Plan.Guid,
        _ => Listener!.Guid,
    };

    public ProxyMode Mode => Kind is StatKinds.Frontend or StatKinds.Listener ? Frontend!.Mode : Backend!.Mode;

    public bool IsHttp => Mode == ProxyMode.Http;

    public bool Is(StatKinds kinds) => (Kind & kinds) != 0;

    /// <summary>0 for frontends and backends.</summary>
    public int Sid => Kind switch
    {
        StatKinds.Server => Server!.Plan.Id,
        StatKinds.Listener => Listener!.Id,
        _ => 0,
    };

    /// <summary>The rows of a section, in HAProxy's order. The subject is the same one each time.</summary>
    public IEnumerable<StatSubject> RowsOf(SectionPlan section, StatKinds kinds)
    {
        Section = section;
        if (section.Frontend is { } frontend)
        {
            if ((kinds & StatKinds.Frontend) != 0)
            {
                yield return As(StatKinds.Frontend, frontend.State.Traffic);
            }

            foreach (ListenerPlan listener in frontend.Listeners)
            {
                if ((kinds & StatKinds.Listener) != 0 && listener.Traffic is { } traffic)
                {
                    Listener = listener;
                    yield return As(StatKinds.Listener, traffic);
                }
            }
        }

        if (section.Backend is not { } backend)
        {
            yield break;
        }

        if ((kinds & StatKinds.Server) != 0)
        {
            foreach (ServerState server in backend.State.Servers)
            {
                Server = server;
                yield return As(StatKinds.Server, server.Traffic);
            }
        }

        if ((kinds & StatKinds.Backend) != 0)
        {
            yield return As(StatKinds.Backend, backend.State.Traffic);
        }
    }

    private StatSubject As(StatKinds kind, TrafficShared traffic)
    {
        Kind = kind;
        Traffic = traffic;
        return this;
    }
}
