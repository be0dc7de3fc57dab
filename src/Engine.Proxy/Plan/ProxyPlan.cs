using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Http;

namespace Engine.Proxy.Plan;

/// <summary>What was compiled from a whole configuration: immutable, read by all loops without locks.</summary>
public sealed class ProxyPlan
{
    internal ProxyPlan(GlobalConfig global, IReadOnlyList<FrontendPlan> frontends, IReadOnlyList<BackendPlan> backends, int serverCount)
    {
        Global = global;
        Frontends = frontends;
        Backends = backends;
        ServerCount = serverCount;
        HeadLimits = new HeadLimits(global.Tune.BufSize - global.Tune.MaxRewrite, global.Tune.HttpMaxHdr, AcceptUnsafe: false);
    }

    public GlobalConfig Global { get; }

    public IReadOnlyList<FrontendPlan> Frontends { get; }

    public IReadOnlyList<BackendPlan> Backends { get; }

    /// <summary>Servers of all backends: the length of each loop's table of pools.</summary>
    internal int ServerCount { get; }

    /// <summary><c>tune.bufsize</c> less <c>tune.maxrewrite</c>, and <c>tune.http.maxhdr</c>.</summary>
    internal HeadLimits HeadLimits { get; }
}
