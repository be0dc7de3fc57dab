using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>What the keys of a stick table are.</summary>
public enum StickKeyType : byte { IPv4, IPv6, Integer, Text, Binary }

/// <summary><c>stick-table</c> of a proxy section, or <c>table</c> of a peers section (CFG 11.1).</summary>
/// <param name="Where">The line.</param>
/// <param name="Name">That of the proxy; "PEERS/NAME" for a table of a peers section.</param>
public sealed record StickTableConfig(Statement Where, string Name)
{
    public StickKeyType KeyType { get; init; }

    /// <summary>Bytes of a text or binary key at most.</summary>
    public int KeyBytesMax { get; init; } = 32;

    /// <summary>Entries at most.</summary>
    public int Size { get; init; }

    /// <summary>ms since an entry was last used; null = until it makes room for others.</summary>
    public int? ExpireMs { get; init; }

    /// <summary>New keys are refused when the table is full.</summary>
    public bool NoPurge { get; init; }

    /// <summary>The peers section that shares the table; null = none.</summary>
    public string? Peers { get; init; }

    /// <summary>Its own changes are not told to peers.</summary>
    public bool IsReceiveOnly { get; init; }

    /// <summary>What is learned from peers goes to that table too; null = nowhere.</summary>
    public string? WriteTo { get; init; }

    /// <summary>Servers are known to peers by address and port instead of by name.</summary>
    public bool KnowsServersByAddress { get; init; }

    /// <summary>Bytes that one step of the byte rates stands for.</summary>
    public int ByteRateFactor { get; init; } = 1;

    /// <summary>What is kept of each key, in order of declaration.</summary>
    public IReadOnlyList<StickDataConfig> Data { get; init; } = [];
}

/// <summary>One data type behind <c>store</c>.</summary>
/// <param name="Name">As written: "gpc0", "http_req_rate".</param>
/// <param name="Count">Elements of an array; 1 for all that are none.</param>
/// <param name="PeriodMs">Of a rate; 0 for all that are none.</param>
public sealed record StickDataConfig(string Name, int Count, int PeriodMs);
