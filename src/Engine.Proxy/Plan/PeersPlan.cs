using System.Collections.Generic;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Plan;

/// <summary>A peers section, compiled: who shares tables with whom.</summary>
/// <param name="LocalName">What this machine is called.</param>
/// <param name="Listen">Where this machine listens; null = nowhere, so that others cannot reach it.</param>
/// <param name="Members">The other machines.</param>
public sealed record PeersPlan(Statement Where, string Name, string LocalName, SocketEndpoint? Listen, IReadOnlyList<PeersMemberPlan> Members)
{
    /// <summary>The tables that are shared.</summary>
    public IReadOnlyList<StickTableShared> Tables { get; init; } = [];

    /// <summary>True when connections made under the other plan may go on under this one.</summary>
    internal bool HasPlacesOf(PeersPlan other)
    {
        bool same = Name == other.Name && LocalName == other.LocalName && Listen?.ToString() == other.Listen?.ToString() && Members.Count == other.Members.Count;
        for (int i = 0; same && i < Members.Count; i++)
        {
            same = Members[i].Name == other.Members[i].Name && Members[i].Endpoint.ToString() == other.Members[i].Endpoint.ToString();
        }

        return same;
    }
}
