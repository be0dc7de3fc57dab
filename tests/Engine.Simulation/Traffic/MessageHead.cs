using System;
using System.Collections.Generic;

namespace Engine.Simulation.Traffic;

/// <summary>A head as an actor reads it: plainly, and strictly.</summary>
internal sealed record MessageHead(string StartLine, IReadOnlyList<(string Name, string Value)> Fields)
{
    /// <summary>The value of a field that may come once; null when it is not there.</summary>
    public string? Get(string name)
    {
        string? found = null;
        foreach ((string each, string value) in Fields)
        {
            if (each.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                found = found is null ? value : throw new FormatException($"{name} comes twice");
            }
        }

        return found;
    }

    public bool Has(string name, string token) =>
        Get(name) is { } value && Array.Exists(value.Split(','), part => part.Trim().Equals(token, StringComparison.OrdinalIgnoreCase));

    /// <summary>The number in X-Id; 0 when nobody but the proxy can have written this head.</summary>
    public int Id => Get("X-Id") is { } id ? int.Parse(id) : 0;

    public BodyShape Shape =>
        Has("Transfer-Encoding", "chunked") ? Get("Content-Length") is null ? BodyShape.Chunked : throw new FormatException("both lengths in one head")
        : Get("Content-Length") is not null ? BodyShape.Length : BodyShape.None;

    public int Length => int.Parse(Get("Content-Length") ?? "0");
}
