using System;
using Engine.Config.Model;
using Engine.IO.Addressing;
using Engine.Proxy.Clients;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Loops;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Logs;

/// <summary>Step 10: decides whether a line is written about an exchange, with which level and format, and writes it.</summary>
internal static class AccessLog
{
    /// <summary>The line about an exchange or session that is over, or begins to answer (<c>option logasap</c>).</summary>
    internal static void Write(Exchange exchange)
    {
        AccessRecord record = exchange.Record;
        if (exchange.Frontend.Log is not { Line: { } line } log || record.IsWritten || record.IsSilent || exchange.IsMonitor)
        {
            if (exchange.Frontend.Log is { Steps: not null } stepped)
            {
                SteppedLog.OnEnd(exchange, stepped);
            }

            return;
        }

        record.IsWritten = true;
        bool broughtRequest = record.HasRequestOrSession && exchange.Client.StartFault is null;
        bool skipsEmpty = log.SkipsEmpty || (exchange.Frontend.IgnoreProbes && !broughtRequest);
        if (skipsEmpty && record.BytesFromClient == 0)
        {
            return;
        }

        bool isNormal = (log.SkipsNormal || log.RaisesErrors) && broughtRequest && record.IsNormal;
        if (isNormal && log.SkipsNormal)
        {
            return;
        }

        LogLevel level = record.Level ?? (log.RaisesErrors && !isNormal ? LogLevel.Err : LogLevel.Info);
        SampleContext context = new(exchange, RulePoints.Log) { IsFinal = true };
        Write(context, log, broughtRequest ? line : log.ErrorLine ?? line, level);
    }

    /// <summary>CFG 8.2.1: without a format, one line for each connection as it comes; in HTTP for each request.</summary>
    internal static void WriteConnect(Exchange exchange)
    {
        if (exchange.Client.Frontend.Log is not { Line: null } log)
        {
            return;
        }

        if (log.Steps is not null)
        {
            SteppedLog.OnAccept(exchange, log);
        }
        else
        {
            WriteConnect(exchange.Place, exchange.Client, log, null);
        }
    }

    /// <param name="target">Null = all of them.</param>
    internal static void WriteConnect(ProxyLoop place, ClientConnection client, ProxyLogPlan log, LogTargetPlan? target)
    {
        LineWriter line = new(place.Log.LineRoom);
        line.Raw("Connect from "u8);
        WriteAddress(client.Address, ref line);
        line.Raw(" to "u8);
        client.TryGetLocal(out EndpointAddress local);
        WriteAddress(local, ref line);
        line.Raw(" ("u8);
        line.Raw(client.Frontend.NameBytes);
        line.Raw(log.Mode == ProxyMode.Http ? "/HTTP)"u8 : "/TCP)"u8);
        if (target is null)
        {
            place.Log.Send(log, LogLevel.Info, line.Line, default);
        }
        else
        {
            place.Log.SendTo(target, LogLevel.Info, line.Line, default);
        }
    }

    private static void Write(in SampleContext context, ProxyLogPlan log, LogFormatPlan format, LogLevel level)
    {
        LoopLog loop = context.Place.Log;
        context.Scratch.Clear();
        if (log.StructuredData is null && loop.TryBegin(log, level, out Span<byte> room))
        {
            LineWriter whole = new(room);
            format.Write(context, ref whole);
            loop.End(log, whole.Written);
            return;
        }

        LineWriter line = new(loop.LineRoom);
        format.Write(context, ref line);
        LineWriter data = new(loop.DataRoom);
        log.StructuredData?.Write(context, ref data);
        loop.Send(log, level, line.Line, data.Line);
    }

    private static void WriteAddress(in EndpointAddress address, ref LineWriter line)
    {
        if (!address.IsIP)
        {
            line.Raw("unix"u8);
            return;
        }

        Span<byte> text = stackalloc byte[AddressText.IPv6BytesMax];
        address.TryFormatAddress(text, out int length);
        line.Raw(text[..length]);
        line.Raw((byte)':');
        line.Integer(address.Port);
    }
}
