using System.Collections.Generic;
using Engine.IO.Addressing;

namespace Engine.Proxy.Plan;

/// <summary><c>option forwardfor</c> or <c>option originalto</c>, compiled.</summary>
/// <param name="Name">Header name as it is written.</param>
/// <param name="IfNone">Add only when the request has no such header.</param>
/// <param name="Except">Addresses in these networks are not told.</param>
internal sealed record AddressHeaderPlan(byte[] Name, bool IfNone, IpNetwork[] Except)
{
    /// <summary>The name and what stands between it and the address.</summary>
    internal byte[] LineStart { get; } = [.. Name, .. ": "u8];

    /// <summary>True when <see cref="Excepts"/> can be true.</summary>
    internal bool HasExceptions => Except.Length > 0;

    internal bool Excepts(in EndpointAddress address)
    {
        foreach (IpNetwork network in Except)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
