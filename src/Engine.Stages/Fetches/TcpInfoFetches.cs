using System;
using System.Collections.Generic;
using Engine.IO.Sockets;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>What the kernel has measured of the connections on both sides (CFG 7.3.3 fc_rtt and its kin). UNIX sockets have nothing of it.</summary>
internal static class TcpInfoFetches
{
    private const uint UsPerMs = 1000;

    internal static IReadOnlyList<FetchRow> Rows =>
    [
        Time("fc_rtt", "Round trip time of the client's connection, ms, or us where the argument says so.", ofServer: false, static info => info.RttUs),
        Time("fc_rttvar", "How much the round trip time of the client's connection varies, ms or us.", ofServer: false, static info => info.RttVarianceUs),
        Time("bc_rtt", "Round trip time of the server's connection, ms, or us where the argument says so.", ofServer: true, static info => info.RttUs),
        Time("bc_rttvar", "How much the round trip time of the server's connection varies, ms or us.", ofServer: true, static info => info.RttVarianceUs),
        Count("fc_unacked", "Segments to the client that are not acknowledged.", static info => info.Unacked),
        Count("fc_sacked", "Segments to the client that are acknowledged out of order.", static info => info.Sacked),
        Count("fc_retrans", "Segments to the client that are sent again.", static info => info.Retransmits),
        Count("fc_fackets", "Segments to the client before the furthest acknowledgement.", static info => info.Fackets),
        Count("fc_lost", "Segments to the client taken for lost.", static info => info.Lost),
        Count("fc_reordering", "How far segments to the client overtake one another.", static info => info.Reordering),
    ];

    private static FetchRow Time(string name, string documentation, bool ofServer, Func<TcpInfo, uint> read) =>
        new(name, documentation, ofServer ? SampleNeeds.Server : SampleNeeds.Client, call => Create(call, ofServer, read));

    private static FetchRow Count(string name, string documentation, Func<TcpInfo, uint> read) =>
        new(name, documentation, SampleNeeds.Client, _ => new InfoFetch(ofServer: false, 1, read));

    private static InfoFetch? Create(SampleCallArguments call, bool ofServer, Func<TcpInfo, uint> read)
    {
        string unit = call.Text(0);
        if (unit is "" or "ms" or "us")
        {
            return new InfoFetch(ofServer, unit == "us" ? 1 : UsPerMs, read);
        }

        call.Error($"'{unit}' is no unit of time here", "write ms or us");
        return null;
    }

    private sealed class InfoFetch(bool ofServer, uint divisor, Func<TcpInfo, uint> read) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            if (!(ofServer ? context.HasExchange && context.Exchange.TryGetServerInfo(out TcpInfo info) : context.Client.TryGetTcpInfo(out info)))
            {
                return false;
            }

            sample.Set((long)(read(info) / divisor));
            return true;
        }
    }
}
