using System.Collections.Generic;
using Engine.IO.Addressing;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>Fetches about the connections on both sides (CFG 7.3.3). What <c>set-src</c> and <c>set-dst</c> say is seen by <c>src</c> and <c>dst</c> alone.</summary>
internal static class ConnectionFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        FetchRow.Of("src", "Address of the client.", SampleNeeds.Client, Src),
        FetchRow.Of("src_port", "Port of the client.", SampleNeeds.Client, SrcPort),
        FetchRow.Of("src_is_local", "True when the client's address is one of this machine.", SampleNeeds.Client, SrcIsLocal),
        FetchRow.Of("dst", "Address the client connected to.", SampleNeeds.Client, Dst),
        FetchRow.Of("dst_port", "Port the client connected to.", SampleNeeds.Client, DstPort),
        FetchRow.Of("dst_is_local", "True when the address the client connected to is one of this machine.", SampleNeeds.Client, DstIsLocal),
        FetchRow.Of("fc_src", "Address of the client's connection.", SampleNeeds.Client, FcSrc),
        FetchRow.Of("fc_src_port", "Port of the client's connection.", SampleNeeds.Client, FcSrcPort),
        FetchRow.Of("fc_src_is_local", "True when the other end of the client's connection is on this machine.", SampleNeeds.Client, FcSrcIsLocal),
        FetchRow.Of("fc_dst", "Address the client's connection came to.", SampleNeeds.Client, FcDst),
        FetchRow.Of("fc_dst_port", "Port the client's connection came to.", SampleNeeds.Client, FcDstPort),
        FetchRow.Of("fc_dst_is_local", "True when the address the client's connection came to is one of this machine.", SampleNeeds.Client, FcDstIsLocal),
        FetchRow.Of("fc_http_major", "Major version of HTTP between client and proxy.", SampleNeeds.Client, HttpMajor),
        FetchRow.Of("bc_src", "Address from which the server was connected to.", SampleNeeds.Server, BcSrc),
        FetchRow.Of("bc_src_port", "Port from which the server was connected to.", SampleNeeds.Server, BcSrcPort),
        FetchRow.Of("bc_dst", "Address of the server's connection.", SampleNeeds.Server, BcDst),
        FetchRow.Of("bc_dst_port", "Port of the server's connection.", SampleNeeds.Server, BcDstPort),
        FetchRow.Of("bc_http_major", "Major version of HTTP between proxy and server.", SampleNeeds.Server, HttpMajor),
        FetchRow.Of("bc_reused", "True when the server's connection had served before.", SampleNeeds.Server, BcReused),
    ];

    private static bool Src(in SampleContext context, ref Sample sample) => sample.TrySet(context.Client.Address);

    private static bool SrcPort(in SampleContext context, ref Sample sample) => Port(context.Client.Address, ref sample);

    private static bool SrcIsLocal(in SampleContext context, ref Sample sample) => IsLocal(context.Client.Address, ref sample);

    private static bool Dst(in SampleContext context, ref Sample sample) =>
        context.Client.TryGetLocal(out EndpointAddress local) && sample.TrySet(local);

    private static bool DstPort(in SampleContext context, ref Sample sample) =>
        context.Client.TryGetLocal(out EndpointAddress local) && Port(local, ref sample);

    private static bool DstIsLocal(in SampleContext context, ref Sample sample) =>
        context.Client.TryGetLocal(out EndpointAddress local) && IsLocal(local, ref sample);

    private static bool FcSrc(in SampleContext context, ref Sample sample) => sample.TrySet(context.Client.ConnectionAddress);

    private static bool FcSrcPort(in SampleContext context, ref Sample sample) => Port(context.Client.ConnectionAddress, ref sample);

    private static bool FcSrcIsLocal(in SampleContext context, ref Sample sample) => IsLocal(context.Client.ConnectionAddress, ref sample);

    private static bool FcDst(in SampleContext context, ref Sample sample) =>
        context.Client.TryGetConnectionLocal(out EndpointAddress local) && sample.TrySet(local);

    private static bool FcDstPort(in SampleContext context, ref Sample sample) =>
        context.Client.TryGetConnectionLocal(out EndpointAddress local) && Port(local, ref sample);

    private static bool FcDstIsLocal(in SampleContext context, ref Sample sample) =>
        context.Client.TryGetConnectionLocal(out EndpointAddress local) && IsLocal(local, ref sample);

    private static bool BcSrc(in SampleContext context, ref Sample sample) =>
        context.HasExchange && context.Exchange.ServerAddresses.TryGetSource(out EndpointAddress source) && sample.TrySet(source);

    private static bool BcSrcPort(in SampleContext context, ref Sample sample) =>
        context.HasExchange && context.Exchange.ServerAddresses.TryGetSource(out EndpointAddress source) && Port(source, ref sample);

    private static bool BcDst(in SampleContext context, ref Sample sample) =>
        context.HasExchange && context.Exchange.ServerAddresses.TryGetServer(out EndpointAddress address) && sample.TrySet(address);

    private static bool BcDstPort(in SampleContext context, ref Sample sample) =>
        context.HasExchange && context.Exchange.ServerAddresses.TryGetServer(out EndpointAddress address) && Port(address, ref sample);

    private static bool BcReused(in SampleContext context, ref Sample sample)
    {
        sample.Set(context.HasExchange && context.Exchange.ServerWasReused);
        return true;
    }

    private static bool HttpMajor(in SampleContext context, ref Sample sample)
    {
        sample.Set(1L);
        return true;
    }

    private static bool Never(in SampleContext context, ref Sample sample)
    {
        sample.Set(false);
        return true;
    }

    private static bool Port(in EndpointAddress address, ref Sample sample)
    {
        sample.Set((long)address.Port);
        return address.IsIP;
    }

    private static bool IsLocal(in EndpointAddress address, ref Sample sample)
    {
        sample.Set(LocalAddresses.Has(address));
        return address.IsIP;
    }
}
