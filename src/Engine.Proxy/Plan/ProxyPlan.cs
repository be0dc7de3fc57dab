using System;
using System.Collections.Generic;
using System.Text;
using Engine.Config.Model;
using Engine.Http;
using Engine.Proxy.Compression;
using Engine.Proxy.Control;
using Engine.Proxy.Logs;
using Engine.Proxy.State;
using Engine.Proxy.Tls;
using Engine.Proxy.Variables;

namespace Engine.Proxy.Plan;

/// <summary>What was compiled from a whole configuration: immutable, read by all loops without locks.</summary>
public sealed class ProxyPlan
{
    /// <summary>Longer names are nobody's.</summary>
    private const int NameBytesMax = 256;

    private readonly Dictionary<string, BackendPlan>.AlternateLookup<ReadOnlySpan<char>> _backendsByName;

    internal ProxyPlan(GlobalConfig global, IReadOnlyList<FrontendPlan> frontends, IReadOnlyList<BackendPlan> backends, Dictionary<string, BackendPlan> byName)
    {
        Global = global;
        Frontends = frontends;
        Backends = backends;
        foreach (FrontendPlan frontend in frontends)
        {
            frontend.Plan = this;
        }

        _backendsByName = byName.GetAlternateLookup<ReadOnlySpan<char>>();
        HeadLimits = new HeadLimits(global.Tune.BufSize - global.Tune.MaxRewrite, global.Tune.HttpMaxHdr, AcceptUnsafe: false);
    }

    public GlobalConfig Global { get; }

    public IReadOnlyList<FrontendPlan> Frontends { get; }

    public IReadOnlyList<BackendPlan> Backends { get; }

    /// <summary>Both, in order of declaration.</summary>
    public IReadOnlyList<SectionPlan> Sections { get; init; } = [];

    /// <summary>What it refers to by name, and what outlives it: counters, pattern lists.</summary>
    public required PlanNames Names { get; init; }

    /// <summary>Variables of scope <c>proc</c>.</summary>
    public required ProcessVariablesShared Variables { get; init; }

    /// <summary>The runtime API.</summary>
    public ControlPlan Control { get; init; } = ControlPlan.None;

    /// <summary>Machines that share stick tables.</summary>
    public IReadOnlyList<PeersPlan> Peers { get; init; } = [];

    /// <summary>Null when no listener speaks TLS.</summary>
    public TlsPlan? Tls { get; init; }

    public LogsPlan Logs { get; init; } = LogsPlan.None;

    /// <summary>resolvers sections.</summary>
    public IReadOnlyList<ResolversPlan> Resolvers { get; init; } = [];

    /// <summary>Those sections at work; null when there are none, or before the plan is in use.</summary>
    internal Resolving.ResolverSet? Resolving { get; set; }

    /// <summary><c>maxconn</c> of the global section, over all frontends.</summary>
    public required ConnectionLimitShared Connections { get; init; }

    /// <summary><c>maxcomprate</c> and its kin, over all frontends.</summary>
    public CompressionLimitShared CompressionLimit { get; init; } = new();

    /// <summary>TLS handshakes with servers that were no resumption of an earlier session.</summary>
    public LoopRateShared ServerKeys { get; init; } = new();

    /// <summary><c>maxconnrate</c> and <c>maxsessrate</c>, over all frontends.</summary>
    public AcceptRatesShared AcceptRates { get; init; } = new();

    /// <summary>Kernel pipes for splicing, of all loops (<c>maxpipes</c>).</summary>
    public ConnectionLimitShared Pipes { get; init; } = new(int.MaxValue);

    /// <summary><c>tune.vars.*</c>.</summary>
    internal VariableLimitsShared VariableLimits { get; init; } = new();

    /// <summary><c>set-var</c> and <c>set-var-fmt</c> lines of the global section.</summary>
    internal IReadOnlyList<StartVariablePlan> StartVariables { get; init; } = [];

    internal RequestNumbersShared RequestNumbers { get; init; } = new();

    internal PlanChanges Changes { get; init; } = new();

    /// <summary>What it was compiled from and with, for servers that are added while it is in use.</summary>
    internal PlanSource? Source { get; init; }

    /// <summary>True when somebody can reach it: clients, an operator at the runtime API, or machines that share its tables. HAProxy does not start without.</summary>
    public bool Listens
    {
        get
        {
            bool listens = Control.Sockets.Count > 0;
            foreach (FrontendPlan frontend in Frontends)
            {
                listens |= frontend.Listeners.Count > 0;
            }

            foreach (PeersPlan peers in Peers)
            {
                listens |= peers.Listen is not null;
            }

            return listens;
        }
    }

    /// <summary>The frontend of that name, or null.</summary>
    public FrontendPlan? FindFrontend(string name)
    {
        foreach (FrontendPlan frontend in Frontends)
        {
            if (frontend.Name == name)
            {
                return frontend;
            }
        }

        return null;
    }

    /// <summary>
    /// From now on this is the plan in use: what it shares with the one before becomes what this one says. Called once; for the first
    /// plan of a process by the compiler, later by <see cref="ProxyEngine.TryReload"/>.
    /// </summary>
    public void Activate()
    {
        Changes.Apply();
        if (Names.Previous is { } previous)
        {
            Names.Patterns.TakeEditsOf(previous.Patterns);
            RetireServersOf(previous);
            Names.Settle();
        }
    }

    private void RetireServersOf(PlanNames previous)
    {
        foreach (string backend in previous.Backends.Keys)
        {
            foreach (ServerState server in previous.ServersOf(backend))
            {
                if (Names.FindServer(backend, server.Name) is null)
                {
                    server.Remove();
                }
            }
        }
    }

    /// <summary>The backend of that name, or null; allocates nothing.</summary>
    internal BackendPlan? FindBackend(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[NameBytesMax];
        if (name.Length > NameBytesMax)
        {
            return null;
        }

        Encoding.Latin1.GetChars(name, text);
        return _backendsByName.TryGetValue(text[..name.Length], out BackendPlan? backend) ? backend : null;
    }

    /// <summary><c>tune.bufsize</c> less <c>tune.maxrewrite</c>, and <c>tune.http.maxhdr</c>.</summary>
    internal HeadLimits HeadLimits { get; }
}
