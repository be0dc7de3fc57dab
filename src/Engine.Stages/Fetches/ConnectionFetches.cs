using System.Collections.Generic;
using Engine.IO.Addressing;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>Fetches about the client's connection (CFG 7.3.3).</summary>
internal static class ConnectionFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        FetchRow.Of("src", "Address of the client.", SampleNeeds.Client, Src),
        FetchRow.Of("src_port", "Port of the client.", SampleNeeds.Client, SrcPort),
        FetchRow.Of("dst", "Address the client connected to.", SampleNeeds.Client, Dst),
        FetchRow.Of("dst_port", "Port the client connected to.", SampleNeeds.Client, DstPort),
    ];

    private static bool Src(in SampleContext context, ref Sample sample) => sample.TrySet(context.Client.Address);

    private static bool SrcPort(in SampleContext context, ref Sample sample)
    {
        sample.Set((long)context.Client.Address.Port);
        return context.Client.Address.IsIP;
    }

    private static bool Dst(in SampleContext context, ref Sample sample) =>
        context.Client.TryGetLocal(out EndpointAddress local) && sample.TrySet(local);

    private static bool DstPort(in SampleContext context, ref Sample sample)
    {
        bool known = context.Client.TryGetLocal(out EndpointAddress local) && local.IsIP;
        sample.Set((long)local.Port);
        return known;
    }
}
