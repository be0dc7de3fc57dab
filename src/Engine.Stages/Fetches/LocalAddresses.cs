using System.Collections.Generic;
using System.Net;
using System.Net.NetworkInformation;
using Engine.IO.Addressing;

namespace Engine.Stages.Fetches;

/// <summary>The addresses of this machine's interfaces, as they were at start; loopback networks are always among them.</summary>
internal static class LocalAddresses
{
    private static readonly IpNetwork LoopbackV4 = IpNetwork.FromPrefix(IPAddress.Loopback, 8);

    private static readonly HashSet<System.UInt128> Known = Collect();

    internal static bool Has(in EndpointAddress address) =>
        address.IsIP && (LoopbackV4.Contains(address) || Known.Contains(address.ToBits()));

    private static HashSet<System.UInt128> Collect()
    {
        HashSet<System.UInt128> known = [];
        foreach (NetworkInterface card in NetworkInterface.GetAllNetworkInterfaces())
        {
            foreach (UnicastIPAddressInformation unicast in card.GetIPProperties().UnicastAddresses)
            {
                known.Add(EndpointAddress.FromIP(unicast.Address, 0).ToBits());
            }
        }

        return known;
    }
}
