using Engine.Config.Model;

namespace Engine.Proxy.State;

/// <summary><c>maxconnrate</c> and <c>maxsessrate</c>: how many clients the process takes per second. Beyond that accepting pauses. Touched by all loops.</summary>
public sealed class AcceptRatesShared
{
    /// <summary>Connections accepted, whatever becomes of them.</summary>
    public RateLimitShared Connections { get; } = new();

    /// <summary>Connections that no <c>tcp-request connection</c> rule rejects.</summary>
    public RateLimitShared Sessions { get; } = new();

    /// <summary>The configuration was read.</summary>
    internal void Use(GlobalConfig global)
    {
        Connections.Shown = global.ConnectionRateMax;
        Sessions.Shown = global.SessionRateMax;
    }

    /// <summary>True when anything bounds how fast clients of that frontend are taken: all that an accept costs without it.</summary>
    internal bool Limit(FrontendState frontend) => Connections.IsLimited || Sessions.IsLimited || frontend.SessionLimit.IsLimited;

    /// <summary>Counts a client about to be accepted. False when no further one may come in this second.</summary>
    internal bool TryEnter(FrontendState frontend, long nowMs)
    {
        if (!Connections.TryCount(nowMs))
        {
            return false;
        }

        if (TryCountSession(frontend, nowMs))
        {
            return true;
        }

        Connections.GiveBack(nowMs);
        return false;
    }

    /// <summary>There was nobody to accept.</summary>
    internal void Leave(FrontendState frontend, long nowMs)
    {
        Connections.GiveBack(nowMs);
        LeaveSession(frontend, nowMs);
    }

    /// <summary>A rule has rejected the connection: it becomes no session.</summary>
    internal void LeaveSession(FrontendState frontend, long nowMs)
    {
        Sessions.GiveBack(nowMs);
        frontend.SessionLimit.GiveBack(nowMs);
    }

    private bool TryCountSession(FrontendState frontend, long nowMs)
    {
        if (!Sessions.TryCount(nowMs))
        {
            return false;
        }

        if (frontend.SessionLimit.TryCount(nowMs))
        {
            return true;
        }

        Sessions.GiveBack(nowMs);
        return false;
    }
}
