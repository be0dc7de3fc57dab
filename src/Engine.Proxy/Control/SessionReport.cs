using System;
using System.Collections.Generic;
using Engine.IO.Addressing;
using Engine.Proxy.Clients;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Loops;
using Engine.Proxy.Pages;

namespace Engine.Proxy.Control;

/// <summary>
/// What one loop says about its exchanges and sessions, for the loop of the runtime API. It goes to and fro between the two by posts, a
/// piece at a time, and only the one that has it touches it: however many sessions there are, neither loop is held up and no more
/// than a piece is in memory.
/// </summary>
internal sealed class SessionReport
{
    private const int PieceBytes = 32768;
    private const int SessionsPerTurn = 256;
    private const int MsPerSecond = 1000;

    private readonly ProxyLoop _place;
    private readonly long? _only;
    private readonly bool _isDetailed;
    private readonly TextPage _page = new();
    private List<(ClientConnection Client, long Number)>? _sessions;
    private int _next;

    /// <summary>True while the runtime API's loop has it.</summary>
    private volatile bool _isThere;
    private bool _isLast;

    private SessionReport(ProxyLoop place, long? only, bool isDetailed)
    {
        _place = place;
        _only = only;
        _isDetailed = isDetailed;
    }

    /// <summary>Writes the sessions of all loops, or the one of a number. Steps of a command.</summary>
    internal static IEnumerator<Slice> Write(CommandCall call, long? only, bool isDetailed)
    {
        bool found = false;
        foreach (ProxyLoop loop in call.Engine.Loops)
        {
            SessionReport report = new(loop, only, isDetailed);
            do
            {
                report._isThere = false;
                report._page.Clear();
                loop.Loop.Post(static state => ((SessionReport)state!).WriteOnLoop(), report);
                while (!report._isThere)
                {
                    yield return new Slice(1);
                }

                found |= report._page.Length > 0;
                call.Page.Raw(report._page.Span);
                yield return Slice.Next;
            }
            while (!report._isLast);
        }

        if (only is not null && !found)
        {
            call.Refuse("Session not found.");
        }
    }

    private void WriteOnLoop()
    {
        _sessions ??= _place.Clients.Numbered();
        for (int i = 0; i < SessionsPerTurn && _next < _sessions.Count && _page.Length < PieceBytes; i++)
        {
            (ClientConnection client, long number) = _sessions[_next++];
            bool isWanted = _only is null || _only == number;
            if (isWanted && client.Number == number && client.Exchange is { } exchange)
            {
                Write(client, exchange);
            }
        }

        _isLast = _next >= _sessions.Count;
        if (_isLast || _page.Length >= PieceBytes)
        {
            _isThere = true;
        }
        else
        {
            _place.Loop.Post(static state => ((SessionReport)state!).WriteOnLoop(), this);
        }
    }

    private void Write(ClientConnection client, Exchange exchange)
    {
        long nowMs = _place.Loop.Clock.NowMs;
        _page.Text("0x").Hex((ulong)client.Number).Text(": proto=").Text(client.ConnectionAddress.Family switch { SocketFamily.IPv4 => "tcpv4", SocketFamily.IPv6 => "tcpv6", _ => "unix_stream" }).Text(" src=");
        _page.Text(client.Address.ToString()).Text(" fe=").Text(client.Frontend.Name).Text(" be=").Text(exchange.Backend?.Name ?? "<NONE>").Text(" srv=").Text(exchange.Server?.Name ?? "<none>");
        _page.Text(" ts=00 epoch=0 age=").Text(AgeOf(nowMs - client.AcceptedMs)).Text(" calls=").Number(client.Requests).Text(" rate=0 cpu=0 lat=0 rq[i=").Number(exchange.Record.BytesFromClient).Text(",an=00h] rp[i=").Number(exchange.Record.BytesToClient)
            .Text(",an=00h] scf=[fd=").Number(client.Pipe.Fd).Text("] scb=[fd=").Number(exchange.Attempts.Connection?.Pipe.Fd ?? -1).Text("] exp= rc=").Number(exchange.Attempts.Retries).Raw((byte)'\n');
        if (_isDetailed)
        {
            WriteDetails(client, exchange);
        }
    }

    private void WriteDetails(ClientConnection client, Exchange exchange)
    {
        _page.Text("  frontend=").Text(client.Frontend.Name).Text(" (id=").Number(client.Frontend.State.Id).Text(" mode=").Text(client.Frontend.Mode == Engine.Config.Model.ProxyMode.Http ? "http" : "tcp").Text("), listener=").Text(client.Listener.Bind.Name ?? "?").Text(" (id=").Number(client.Listener.Id).Line(")");
        _page.Text("  backend=").Text(exchange.Backend?.Name ?? "<NONE>").Text(" (id=").Number(exchange.Backend?.State.Id ?? -1).Line(")");
        _page.Text("  server=").Text(exchange.Server?.Name ?? "<none>").Text(" (id=").Number(exchange.Server?.Plan.Id ?? -1).Line(")");
        if (exchange.HasRequest)
        {
            _page.Text("  request=\"").Raw(exchange.Record.RequestLine).Text("\" status=").Number(exchange.Status).Text(" thread=").Number(_place.Loop.Index + 1).Raw((byte)'\n');
        }
    }

    private static string AgeOf(long ms)
    {
        const long Minute = 60, Hour = 3600, Day = 86400;
        long seconds = ms / MsPerSecond;
        return seconds switch
        {
            < Minute => $"{seconds}s",
            < Hour => $"{seconds / Minute}m{seconds % Minute}s",
            < Day => $"{seconds / Hour}h{seconds % Hour / Minute}m",
            _ => $"{seconds / Day}d{seconds % Day / Hour}h",
        };
    }
}
