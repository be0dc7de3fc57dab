namespace Engine.Proxy.Health;

/// <summary>
/// What one kind of check has found out about a server so far, and how close it is to a change of mind. Written under
/// <see cref="HealthEffects.Changes"/>; readers may see it a moment late.
/// </summary>
public sealed class CheckState
{
    internal CheckState(bool isAgent) => IsAgent = isAgent;

    /// <summary>True for the agent, which reports beside the server.</summary>
    public bool IsAgent { get; }

    /// <summary>True when the configuration asks for it.</summary>
    public bool IsConfigured { get; internal set; }

    /// <summary>False while the operator has switched it off.</summary>
    public bool IsEnabled { get; internal set; }

    /// <summary>True exactly while the server is in maintenance.</summary>
    public bool IsPaused { get; internal set; }

    /// <summary>What is carried out since the operator has changed something about it; null = what the configuration says.</summary>
    public CheckPlan? Changed { get; internal set; }

    /// <summary>Good checks in a row until the server is up.</summary>
    public int Rise { get; internal set; } = 1;

    /// <summary>Bad checks in a row until the server is down.</summary>
    public int Fall { get; internal set; } = 1;

    /// <summary>0..<see cref="HealthMax"/>; up from <see cref="Rise"/> on.</summary>
    public int Health { get; internal set; } = 1;

    public int HealthMax => Rise + Fall - 1;

    public bool IsUp => Health >= Rise;

    public CheckStatus Status { get; internal set; } = CheckStatus.Unknown;

    public CheckResult Result { get; internal set; }

    /// <summary>HTTP status or the like; 0 = none.</summary>
    public int Code { get; internal set; }

    /// <summary>What was found, in words; "" = nothing beyond the status.</summary>
    public string Info { get; internal set; } = "";

    /// <summary>ms that the last check took; -1 = unknown.</summary>
    public long DurationMs { get; internal set; } = -1;

    /// <summary>Loop time at which the check under way, or the last one, began.</summary>
    public long BeganMs { get; internal set; }

    /// <summary>True exactly while <see cref="DurationMs"/> is to be taken from <see cref="BeganMs"/>.</summary>
    internal bool IsTimed { get; set; }

    /// <summary>True while a check is under way.</summary>
    public bool IsUnderWay { get; internal set; }

    /// <summary>As messages and statistics count it: successes so far of those needed, or failures still allowed.</summary>
    public (int Done, int Of) Progress => IsUp ? (Health - Rise + 1, Fall) : (Health, Rise);
}
