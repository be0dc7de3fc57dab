using System.Collections.Generic;
using Engine.Proxy.Plan;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Peers;

/// <summary>One other machine of a peers section, or the process that runs before or after this one: what it knows of our tables, and the way to it.</summary>
internal sealed class PeersMember(PeersMemberPlan plan, bool isLocal)
{
    internal PeersMemberPlan Plan { get; private set; } = plan;

    /// <summary>True for another process on this machine.</summary>
    internal bool IsLocal { get; } = isLocal;

    internal List<PeersOutTable> Tables { get; private set; } = [];

    /// <summary>The connection; null between two.</summary>
    internal PeersSession? Session { get; set; }

    /// <summary>Loop time before which it is not connected to, ms.</summary>
    internal long ReconnectMs { get; set; }

    /// <summary>Connections begun from here.</summary>
    internal int Connects { get; set; }

    /// <summary>Loop time at which both ends knew each other last, ms; -1 = never.</summary>
    internal long OpenedMs { get; set; } = -1;

    /// <summary>Signs of life sent and received when there was nothing else to say, and connections given up because none came.</summary>
    internal int HeartbeatsSent { get; set; }

    internal int HeartbeatsHeard { get; set; }

    internal int Silences { get; set; }

    /// <summary>Messages that could not be read.</summary>
    internal int ProtocolErrors { get; set; }

    /// <summary>Times that both machines connected to each other, and one of the connections was closed.</summary>
    internal int Collisions { get; set; }

    /// <summary>It was asked for everything, and had not everything itself.</summary>
    internal bool WasPartial { get; set; }

    /// <summary>Another plan, for the same place: its tables; what was sent of those that stay is known still. Certificates may be others.</summary>
    internal void Use(PeersPlan section)
    {
        IReadOnlyList<StickTableShared> tables = section.Tables;
        foreach (PeersMemberPlan member in section.Local is { } own ? [own, .. section.Members] : section.Members)
        {
            Plan = member.Name == Plan.Name ? member : Plan;
        }

        List<PeersOutTable> next = [];
        int id = 0;
        foreach (PeersOutTable known in Tables)
        {
            id = known.Id > id ? known.Id : id;
        }

        foreach (StickTableShared table in tables)
        {
            next.Add(Tables.Find(known => known.Table == table) ?? new PeersOutTable(table, ++id));
        }

        Tables = next;
    }
}
