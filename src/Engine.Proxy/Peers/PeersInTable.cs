using Engine.Proxy.Tables;

namespace Engine.Proxy.Peers;

/// <summary>A table of the other machine, on the receiving side of one connection.</summary>
/// <param name="id">The other machine's number of it.</param>
/// <param name="table">Ours of the same name and shape; null = what it brings is passed over.</param>
/// <param name="columns">What its updates consist of.</param>
internal sealed class PeersInTable(ulong id, StickTableShared? table, PeersColumn[] columns)
{
    internal ulong Id { get; } = id;

    internal StickTableShared? Table { get; } = table;

    internal PeersColumn[] Columns { get; } = columns;

    /// <summary>The update learned last, and the one that was acknowledged last.</summary>
    internal uint Learned { get; set; }

    internal uint Acknowledged { get; set; }
}
