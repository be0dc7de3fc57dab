using System;
using Engine.Proxy;
using Engine.Proxy.Conditions;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Proxy.State;
using Engine.Proxy.Tls;

namespace Engine.Stages.Statistics;

/// <summary>Where figures about the whole process come from; made for one listing.</summary>
internal sealed class InfoSource
{
    private const int MsPerSecond = 1000;

    public InfoSource(ProxyEngine engine)
    {
        Engine = engine;
        NowMs = engine.Loops[0].Loop.Clock.NowMs;
        foreach (ProxyLoop loop in engine.Loops)
        {
            LoopCounters counters = loop.Counters;
            Connections += counters.Connections;
            Requests += counters.Requests;
            DroppedLogs += counters.LogLinesDropped;
            BytesOut += counters.BytesOut;
            SplicedBytesOut += counters.SplicedBytesOut;
            FailedResolutions += counters.FailedResolutions;
            Posted += loop.Loop.PostedCount;
            Listeners += loop.Loop.Index == 0 ? loop.ListenerCount : 0;
        }

        foreach (FrontendPlan frontend in engine.Plan.Frontends)
        {
            FrontendState state = frontend.State;
            SessionRate += state.SessionRate.PerSecond(NowMs);
            SessionRateMax += state.SessionRate.Peak(NowMs);
            foreach (ListenerPlan listener in frontend.Listeners)
            {
                (long found, long missed) = listener.Tls?.Resumptions ?? default;
                TlsLookups += found + missed;
                TlsMisses += missed;
            }
        }

        foreach (PatternReference patterns in engine.Plan.Names.Patterns.All)
        {
            long added = patterns.Added;
            PatternsAdded += added;
            PatternsFreed += added - patterns.Count;
        }

        foreach (BackendPlan backend in engine.Plan.Backends)
        {
            Streams += backend.State.Active.Value;
        }
    }

    public ProxyEngine Engine { get; }

    public long NowMs { get; }

    public long Connections { get; }

    public long Requests { get; }

    public long DroppedLogs { get; }

    public int Listeners { get; }

    public long SessionRate { get; }

    public long SessionRateMax { get; }

    public long BytesOut { get; }

    public long SplicedBytesOut { get; }

    public long FailedResolutions { get; }

    /// <summary>Work that was posted to loops and is not begun.</summary>
    public int Posted { get; }

    /// <summary>Earlier TLS sessions that clients wanted to resume.</summary>
    public long TlsLookups { get; }

    /// <summary>Of them, those that were not there any more.</summary>
    public long TlsMisses { get; }

    public long PatternsAdded { get; }

    public long PatternsFreed { get; }

    public long Streams { get; }

    public ConnectionLimitShared Limit => Engine.ConnectionLimit;

    /// <summary>Null when nothing speaks TLS to clients.</summary>
    public TlsGateShared? Gate => Engine.Plan.Tls?.Gate;

    /// <summary>Of the TLS connections of the last second.</summary>
    public long TlsReusePercent
    {
        get
        {
            long sessions = Gate?.Sessions.PerSecond(NowMs) ?? 0;
            return sessions == 0 ? 0 : Math.Max(0, sessions - Gate!.ClientKeys.PerSecond(NowMs)) * 100 / sessions;
        }
    }

    public long UptimeMs => NowMs - Engine.StartedMs;

    public long UptimeSeconds => UptimeMs / MsPerSecond;

    /// <summary>Bytes of managed memory and of the loops' buffers.</summary>
    public static long AllocatedBytes => GC.GetTotalMemory(forceFullCollection: false);
}
