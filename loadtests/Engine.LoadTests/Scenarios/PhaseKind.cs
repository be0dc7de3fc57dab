namespace Engine.LoadTests.Scenarios;

/// <summary>What a phase holds steady or ramps.</summary>
internal enum PhaseKind
{
    /// <summary>Closed loop: so many connections, each of which sends again when it has its answer.</summary>
    Constant,

    /// <summary>Open loop: so many requests a second, whether the last one was answered or not.</summary>
    Inject,

    /// <summary>Nothing is sent.</summary>
    Pause,
}
