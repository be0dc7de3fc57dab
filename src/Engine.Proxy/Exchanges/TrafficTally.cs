using System;
using System.Runtime.CompilerServices;
using Engine.Config.Model;
using Engine.Proxy.Loops;
using Engine.Proxy.State;

namespace Engine.Proxy.Exchanges;

/// <summary>Counts exchanges for statistics: their bytes, statuses, phases, and what went wrong. On the exchange's loop.</summary>
internal static class TrafficTally
{
    /// <summary>The exchange is over, or about to be; its log line is not written yet.</summary>
    internal static void Settle(Exchange exchange)
    {
        int loop = exchange.Place.Loop.Index;
        AccessRecord record = exchange.Record;
        TrafficShare frontend = exchange.Frontend.State.Traffic.Of(loop);
        bool isHttp = exchange.Frontend.Mode == ProxyMode.Http;
        int status = isHttp ? exchange.Status : 0;
        long bytesIn = record.BytesFromClient - record.CountedIn;
        long bytesOut = record.BytesToClient - record.CountedOut;
        frontend.Add(TrafficCount.BytesIn, bytesIn);
        frontend.Add(TrafficCount.BytesOut, bytesOut);
        frontend.AddStatus(status);
        CountSent(exchange, exchange.Server is null ? bytesOut : bytesIn + bytesOut);
        if (exchange.Client.Listener.Traffic is { } listener)
        {
            listener.Of(loop).Add(TrafficCount.BytesIn, bytesIn);
            listener.Of(loop).Add(TrafficCount.BytesOut, bytesOut);
        }

        if (exchange.Backend is { } chosen)
        {
            // Times are those of exchanges that were answered, as in HAProxy: a server's average is over those, a backend's over all.
            long connectMs = record.ConnectMs;
            long responseMs = record.ResponseMs;
            bool isTimed = connectMs >= 0 && (responseMs >= 0 || !isHttp);
            PhaseTimes times = isTimed ? new(Math.Max(0, record.QueueMs), connectMs, Math.Max(0, responseMs), record.ActiveMs) : default;
            TrafficShare backend = chosen.State.Traffic.Of(loop);
            backend.Add(TrafficCount.BytesIn, bytesIn);
            backend.Add(TrafficCount.BytesOut, bytesOut);
            backend.AddStatus(status);
            backend.AddTimes(times);
            if (exchange.Server is { } server)
            {
                TrafficShare share = server.Traffic.Of(loop);
                share.Add(TrafficCount.BytesIn, bytesIn);
                share.Add(TrafficCount.BytesOut, bytesOut);
                share.AddStatus(exchange.ServerStatus);
                if (isTimed)
                {
                    share.AddTimes(times);
                }
            }
        }

        if (exchange.Cause is { } cause)
        {
            SettleCauseSlow(exchange, cause);
        }
    }

    /// <summary>What a relay has carried so far, so that a long body shows while it is under way.</summary>
    internal static void Progress(Exchange exchange)
    {
        AccessRecord record = exchange.Record;
        long bytesIn = record.BytesFromClient - record.CountedIn;
        long bytesOut = record.BytesToClient - record.CountedOut;
        record.CountedIn += bytesIn;
        record.CountedOut += bytesOut;
        CountSent(exchange, exchange.Server is null ? bytesOut : bytesIn + bytesOut);
        AddBytes(exchange.Frontend.State.Traffic, exchange, bytesIn, bytesOut);
        AddBytes(exchange.Client.Listener.Traffic, exchange, bytesIn, bytesOut);
        AddBytes(exchange.Backend?.State.Traffic, exchange, bytesIn, bytesOut);
        AddBytes(exchange.Server?.Traffic, exchange, bytesIn, bytesOut);
        if (exchange.Tracking.IsActive)
        {
            exchange.Tracking.OnBytes();
        }
    }

    /// <summary>Something happened to the exchange at its backend and its server, if it has them.</summary>
    internal static void AtServer(Exchange exchange, TrafficCount count)
    {
        int loop = exchange.Place.Loop.Index;
        exchange.Backend?.State.Traffic.Of(loop).Add(count, 1);
        exchange.Server?.Traffic.Of(loop).Add(count, 1);
    }

    /// <summary>The same at another server than the one the exchange has by now.</summary>
    internal static void Count(Exchange exchange, ServerState server, TrafficCount count)
    {
        int loop = exchange.Place.Loop.Index;
        server.Backend.Traffic.Of(loop).Add(count, 1);
        server.Traffic.Of(loop).Add(count, 1);
    }

    private static void CountSent(Exchange exchange, long bytes)
    {
        ProxyLoop place = exchange.Place;
        place.Counters.BytesOut += bytes;
        place.Engine.BytesOutRate.Count(place.Loop.Index, place.Loop.Clock.NowMs, bytes);
    }

    private static void AddBytes(TrafficShared? traffic, Exchange exchange, long bytesIn, long bytesOut)
    {
        if (traffic is not null)
        {
            TrafficShare share = traffic.Of(exchange.Place.Loop.Index);
            share.Add(TrafficCount.BytesIn, bytesIn);
            share.Add(TrafficCount.BytesOut, bytesOut);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SettleCauseSlow(Exchange exchange, Termination cause)
    {
        int loop = exchange.Place.Loop.Index;
        TrafficShare frontend = exchange.Frontend.State.Traffic.Of(loop);
        if (ReferenceEquals(cause, Termination.Local) && exchange.Backend is null)
        {
            frontend.Add(TrafficCount.Intercepted, 1);
        }

        if (cause.Counted is not { } count || (count == TrafficCount.RequestErrors && exchange.Record.BytesFromClient == 0))
        {
            return;
        }

        frontend.Add(count, 1);
        AtServer(exchange, count);
        if (cause.IsResponseError)
        {
            AtServer(exchange, TrafficCount.ResponseErrors);
        }

        if (exchange.Client.Listener.Traffic is { } listener)
        {
            listener.Of(loop).Add(count, 1);
        }
    }
}
