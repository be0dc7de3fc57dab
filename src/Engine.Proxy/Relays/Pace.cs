using System;
using Engine.Config.Model;
using Engine.IO.Loop;
using Engine.IO.Tasks;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Relays;

/// <summary>
/// How fast one direction of an exchange may go (CFG 9.7 bwlim): so many bytes in each period, counted from the first one. What is
/// beyond waits for the next period, and with it whoever sends it.
/// </summary>
internal sealed class Pace : ITimerOwner
{
    private readonly EventLoop _loop;
    private readonly LoopTimer _timer;
    private readonly LoopSignal _signal;
    private long _bytesMax;
    private int _periodMs;
    private int _pieceBytesMin;
    private long _beginMs;
    private long _used;

    /// <summary>Null until a limit is shared.</summary>
    private SharedRate? _shared;

    internal Pace(EventLoop loop)
    {
        _loop = loop;
        _timer = new LoopTimer(this);
        _signal = new LoopSignal(loop);
    }

    /// <summary>False: as fast as it goes.</summary>
    internal bool IsSet { get; private set; }

    /// <summary>What an encoder makes of the bytes is counted, not what it is given.</summary>
    internal bool IsOfEncoded { get; set; }

    /// <param name="bytesMax">In each period; 1 at least.</param>
    /// <param name="periodMs">1 at least.</param>
    /// <param name="pieceBytesMin">Fewer are not sent, unless they are all that is there.</param>
    internal void Set(long bytesMax, int periodMs, int pieceBytesMin)
    {
        IsSet = true;
        _bytesMax = Math.Max(bytesMax, 1);
        _periodMs = Math.Max(periodMs, 1);
        _pieceBytesMin = pieceBytesMin;
    }

    /// <summary>So many bytes in the table's period for all of that key together.</summary>
    internal void Share(BandwidthLimitConfig limit, StickTableShared table, ReadOnlySpan<byte> key)
    {
        Set(limit.LimitBytes, 1, limit.MinBytes);
        (_shared ??= new SharedRate()).Set(limit, table, key);
    }

    internal void Clear()
    {
        IsSet = false;
        _shared?.Clear();
        _used = 0;
        _beginMs = 0;
        _loop.Timers.Remove(_timer);
    }

    /// <summary>How many of so many bytes may pass now; 0 = none before the next period.</summary>
    internal int Allow(int wanted)
    {
        long nowMs = _loop.Clock.NowMs;
        if (_shared is { IsSet: true } shared)
        {
            return shared.Take(wanted, _pieceBytesMin, nowMs);
        }

        if (nowMs - _beginMs >= _periodMs)
        {
            _beginMs = nowMs;
            _used = 0;
        }

        long left = Math.Max(_bytesMax - _used, 0);
        if (wanted > left && left < Math.Min(_pieceBytesMin, _bytesMax))
        {
            return 0;
        }

        int allowed = (int)Math.Min(wanted, left);
        _used += allowed;
        return allowed;
    }

    /// <summary>Returns with the next period, or earlier when the exchange ends.</summary>
    internal async LoopTask WaitAsync()
    {
        _loop.Timers.Set(_timer, _shared is { IsSet: true } shared ? _loop.Clock.NowMs + shared.WaitMs : _beginMs + _periodMs);
        await _signal.WaitAsync();
    }

    /// <summary>The exchange has ended: nobody waits any longer.</summary>
    internal void End() => _signal.Set(0);

    void ITimerOwner.OnTimer(LoopTimer timer) => _signal.Set(0);
}
