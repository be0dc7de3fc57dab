using System.Collections.Generic;

namespace Engine.Proxy.Health;

/// <summary>What a check does, step by step. Immutable, shared by all servers of a backend.</summary>
public sealed class CheckScript
{
    /// <summary>Connecting is all.</summary>
    public static readonly CheckScript ConnectOnly = new([]);

    private readonly CheckStep[] _steps;

    /// <param name="steps">A connection is opened first where none of them does.</param>
    public CheckScript(IReadOnlyList<CheckStep> steps)
    {
        List<CheckStep> all = [.. steps];
        int first = all.FindIndex(static step => step is not ActionStep);
        if (first < 0 || all[first] is not ConnectStep)
        {
            all.Insert(0, new ConnectStep { UsesServerOptions = true });
        }

        _steps = [.. all];
    }

    public IReadOnlyList<CheckStep> Steps => _steps;

    /// <summary>The keyword whose lines are its steps, which messages then name; null for steps that nobody wrote.</summary>
    public string? StepsOf { get; init; }

    /// <summary>What is done is no exchange over a connection: an external command.</summary>
    public CheckCommand? Command { get; init; }
}
