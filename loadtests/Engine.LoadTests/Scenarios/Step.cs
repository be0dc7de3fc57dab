using System.Collections.Generic;

namespace Engine.LoadTests.Scenarios;

/// <summary>One kind of request, and what is expected of its answer.</summary>
internal sealed record Step
{
    public required string Name { get; init; }

    /// <summary>Its share among the steps; 0 when no step has one, and they are taken in turn.</summary>
    public int Weight { get; init; }

    public string Method { get; init; } = "GET";

    public string Path { get; init; } = "/";

    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } = [];

    public RequestBody Body { get; init; } = RequestBody.None;

    /// <summary>Right statuses; empty = any from 200 to 399.</summary>
    public IReadOnlyList<int> Statuses { get; init; } = [];

    /// <summary>Right length of the answer's body, bytes; -1 = any.</summary>
    public long BodyBytes { get; init; } = -1;

    /// <summary>Where it stands in its file; null for a step that was not read from one.</summary>
    public Statement? Line { get; init; }

    public bool IsRight(int status)
    {
        if (Statuses.Count == 0)
        {
            return status is >= 200 and < 400;
        }

        for (int i = 0; i < Statuses.Count; i++)
        {
            if (Statuses[i] == status)
            {
                return true;
            }
        }

        return false;
    }
}
