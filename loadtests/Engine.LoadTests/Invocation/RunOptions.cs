using System.Collections.Generic;

namespace Engine.LoadTests.Invocation;

/// <summary>What the command line asks for.</summary>
internal sealed record RunOptions
{
    public required string ScenarioFile { get; init; }

    /// <summary>Replaces the scenario's target.</summary>
    public string? Target { get; init; }

    /// <summary>What ${NAME} stands for.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Processes of the target; empty = those that listen on its port.</summary>
    public IReadOnlyList<int> Pids { get; init; } = [];

    /// <summary>Where the JSON goes: null = nowhere, "-" = standard output, in place of the text.</summary>
    public string? JsonFile { get; init; }

    public bool IsQuiet { get; init; }

    /// <summary>Read and check the scenario only.</summary>
    public bool IsCheck { get; init; }
}
