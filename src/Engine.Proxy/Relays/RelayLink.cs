using System;
using System.IO.Pipelines;
using System.Threading.Tasks;
using Engine.Config.Model;
using Engine.IO.Sockets;
using Engine.IO.Tasks;
using Engine.Proxy.Caching;
using Engine.Proxy.Compression;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Relays;

/// <summary>
/// One direction of an exchange: where bytes come from, where they go, what is counted, and which timer runs while either is
/// waited for. An exchange has two, one for each direction.
/// </summary>
internal sealed class RelayLink
{
    private readonly Exchange _exchange;
    private SocketConnection? _source;
    private SocketConnection? _sink;
    private bool _isCut;

    internal RelayLink(Exchange exchange, Direction direction)
    {
        _exchange = exchange;
        Direction = direction;
    }

    internal Direction Direction { get; }

    internal SocketConnection Source => _source!;

    internal SocketConnection Sink => _sink!;

    internal Exchange Exchange => _exchange;

    /// <summary>True unless either side speaks TLS, or bytes are counted out or kept: they must pass through this process then.</summary>
    internal bool MaySplice => Source.Tls is null && Sink.Tls is null && !IsPaced && Storing is not { IsStoring: true };

    /// <summary>What puts the payload into caches on its way; null mostly.</summary>
    private ExchangeCache? Storing => Direction == Direction.Response ? _exchange.Cache : null;

    /// <summary>True when fields behind the body end here (<c>option http-drop-request-trailers</c>, <c>-response-trailers</c>).</summary>
    internal bool DropsTrailers => Direction == Direction.Request ? _exchange.Backend!.DropsTrailers : _exchange.Frontend.DropsTrailers;

    /// <summary>Payload bytes passed on, without chunk framing.</summary>
    internal long Bytes { get; private set; }

    /// <summary>All bytes given to the sink for the body, chunk framing included.</summary>
    internal long WireBytes { get; private set; }

    /// <summary>True once this direction must end at its next wait. Waits are cancelled when that is decided, but a relay that is about to go on waits for nothing just then.</summary>
    internal bool IsCut => _isCut || _exchange.Cause is not null;

    internal void Cut()
    {
        _isCut = true;
        Pace?.End();
    }

    /// <summary>Null until somebody has limited this direction.</summary>
    internal Pace? Pace { get; private set; }

    /// <summary>True when bytes must be asked for: see <see cref="PassAsync"/>.</summary>
    internal bool IsPaced => Pace is { IsSet: true };

    /// <summary>From here on, until the exchange is over (<c>set-bandwidth-limit</c>).</summary>
    /// <param name="ofEncoded">What an encoder makes of the bytes counts, where there is one; else what it is given.</param>
    internal void Limit(long bytesMax, int periodMs, int pieceBytesMin, bool ofEncoded)
    {
        (Pace ??= new Pace(_exchange.Place.Loop)).Set(bytesMax, periodMs, pieceBytesMin);
        Pace.IsOfEncoded = ofEncoded;
    }

    /// <summary>The same, together with all others of that key in the table.</summary>
    internal void Share(BandwidthLimitConfig limit, StickTableShared table, ReadOnlySpan<byte> key, bool ofEncoded)
    {
        (Pace ??= new Pace(_exchange.Place.Loop)).Share(limit, table, key);
        Pace.IsOfEncoded = ofEncoded;
    }

    /// <summary>As much of the piece as may pass, once any may; nothing when this direction is cut.</summary>
    /// <param name="holder">What holds back some of the bytes before these; null without.</param>
    internal async LoopTask<ReadOnlyMemory<byte>> PassAsync(ReadOnlyMemory<byte> piece, EncodedBody? holder = null)
    {
        int allowed;
        while ((allowed = Pace!.Allow(piece.Length)) == 0)
        {
            if (holder is not null)
            {
                await holder.PauseAsync();
            }
            else if (Sink.Output.UnflushedBytes > 0)
            {
                await FlushAsync();
            }

            if (IsCut)
            {
                return default;
            }

            _exchange.Waits.AwaitNobody(Direction);
            await Pace.WaitAsync();
        }

        return IsCut ? default : piece[..allowed];
    }

    internal void Connect(SocketConnection source, SocketConnection sink)
    {
        Reset();
        _source = source;
        _sink = sink;
    }

    /// <summary>Forgets both sides and what was counted.</summary>
    internal void Reset()
    {
        _source = _sink = null;
        Bytes = WireBytes = 0;
        _isCut = false;
    }

    /// <summary>Payload as it came, before it is sent on; the last of it makes a response that others may have before this client does.</summary>
    internal void Keep(ReadOnlySpan<byte> payload, bool isLast)
    {
        if (Storing is not { } cache)
        {
            return;
        }

        cache.Add(payload);
        if (isLast)
        {
            cache.Commit();
        }
    }

    internal void Count(int payload, int wire)
    {
        Bytes += payload;
        WireBytes += wire;
    }

    /// <summary>Waits for the source to send, its timer running. What the sink holds unflushed must have been flushed.</summary>
    internal ValueTask<ReadResult> ReadAsync()
    {
        ValueTask<ReadResult> read = Source.Input.ReadAsync();
        if (!read.IsCompleted)
        {
            AwaitSource();
        }

        return read;
    }

    /// <summary>The relay waits for bytes: the timers run, or the wait ends at once.</summary>
    internal void AwaitSource()
    {
        if (IsCut)
        {
            Source.CancelWaits();
            return;
        }

        TrafficTally.Progress(_exchange);
        _exchange.Waits.AwaitSource(Direction);
    }

    /// <summary>The same for room.</summary>
    internal void AwaitSink()
    {
        if (IsCut)
        {
            Sink.CancelWaits();
            return;
        }

        TrafficTally.Progress(_exchange);
        _exchange.Waits.AwaitSink(Direction);
    }

    internal ValueTask<FlushResult> FlushAsync() => Watch(Sink.Output.FlushAsync());

    internal ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> bytes) => Watch(Sink.Output.WriteAsync(bytes));

    /// <summary>Arms the sink's timer when the kernel did not take everything at once.</summary>
    private ValueTask<FlushResult> Watch(ValueTask<FlushResult> flush)
    {
        if (!flush.IsCompleted)
        {
            AwaitSink();
        }

        return flush;
    }
}
