namespace Engine.LoadTests.Invocation;

/// <summary>What the shell is told.</summary>
internal static class ExitStatus
{
    public const int Passed = 0;

    /// <summary>An assertion failed, or nothing was answered.</summary>
    public const int Failed = 1;

    /// <summary>The scenario or the command line is wrong: nothing was sent.</summary>
    public const int Misused = 2;

    /// <summary>Ended by SIGINT or SIGTERM: 128 and the signal, as a shell would say it.</summary>
    public const int Interrupted = 130;
}
