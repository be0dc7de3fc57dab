using System.Collections.Generic;
using Engine.Config.Text;
using Engine.Proxy.Logs;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Plan;

/// <summary>A peers section, compiled: who shares tables with whom.</summary>
/// <param name="LocalName">What this machine is called.</param>
/// <param name="Listen">Where this machine listens; null = nowhere, so that others cannot reach it. It has an address.</param>
/// <param name="Local">How the process that takes this one's place is reached there.</param>
/// <param name="Members">The other machines.</param>
public sealed record PeersPlan(Statement Where, string Name, string LocalName, ListenerPlan? Listen, PeersMemberPlan? Local, IReadOnlyList<PeersMemberPlan> Members)
{
    /// <summary>The tables that are shared.</summary>
    public IReadOnlyList<StickTableShared> Tables { get; init; } = [];

    /// <summary>Parts that keys are spread over; 0 = none.</summary>
    public int Shards { get; init; }

    /// <summary>Where lines about connections go; null = nowhere.</summary>
    internal ProxyLogPlan? Log { get; init; }

    /// <summary>The lines about the listener, as they are written.</summary>
    internal string ListenWords { get; init; } = "";

    /// <summary>True when connections made under the other plan may go on under this one.</summary>
    internal bool HasPlacesOf(PeersPlan other)
    {
        bool same = Name == other.Name && LocalName == other.LocalName && Listen?.Place == other.Listen?.Place && ListenWords == other.ListenWords
            && Shards == other.Shards && Local?.Words == other.Local?.Words && Members.Count == other.Members.Count;
        for (int i = 0; same && i < Members.Count; i++)
        {
            same = Members[i].Name == other.Members[i].Name && Members[i].Endpoint.ToString() == other.Members[i].Endpoint.ToString() && Members[i].Words == other.Members[i].Words;
        }

        return same;
    }
}
