using Engine.Config.Model;
using Engine.Proxy.State;

namespace Engine.Proxy.Health;

/// <summary>What a server line says about health, compiled. Times in ms; 0 = none.</summary>
public sealed class HealthPlan
{
    public static readonly HealthPlan None = new();

    /// <summary>Null: not checked.</summary>
    public CheckPlan? Check { get; init; }

    /// <summary>Null: no agent.</summary>
    public CheckPlan? Agent { get; init; }

    /// <summary>True when nothing says whether the server is up: it is taken to be.</summary>
    public bool IsUnknown => Check is null && Agent is null;

    public int Rise { get; init; } = 2;

    public int Fall { get; init; } = 3;

    public InitialHealth InitialState { get; init; }

    public ObservedLayer Observe { get; init; }

    /// <summary>Errors in a row until <see cref="OnError"/> happens.</summary>
    public int ErrorLimit { get; init; } = 10;

    public ErrorReaction OnError { get; init; }

    public bool EndsSessionsWhenDown { get; init; }

    public bool EndsBackupSessionsWhenUp { get; init; }

    public int SlowStartMs { get; init; }

    /// <summary><c>option log-health-checks</c> of the backend.</summary>
    public bool LogsChecks { get; init; }

    /// <summary><c>http-check disable-on-404</c> of the backend.</summary>
    public bool StopsOn404 { get; init; }
}
