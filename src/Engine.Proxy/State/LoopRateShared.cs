using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Engine.Proxy.State;

/// <summary>
/// How often something happens per second: each loop counts in a share of its own, without interlocked operations; whoever reads it
/// adds up this second's count and the part of the last second's that lies within one second from now.
/// </summary>
public sealed class LoopRateShared
{
    /// <summary>64 bytes: one cache line for each loop.</summary>
    private const int Stride = 8;

    private const int MsPerSecond = 1000;

    /// <summary>Of each loop: the second it counted in last, the count in it, and the count in the second before.</summary>
    private long[] _shares = new long[Stride];

    private long _peak;

    /// <summary>The last second that was counted in when the peak was cleared.</summary>
    private long _forgotten = long.MinValue;

    /// <summary>As of loop time <paramref name="nowMs"/>.</summary>
    public long PerSecond(long nowMs)
    {
        long second = nowMs / MsPerSecond;
        long current = 0;
        long before = 0;
        long[] shares = _shares;
        for (int i = 0; i < shares.Length; i += Stride)
        {
            long counted = Volatile.Read(ref shares[i]);
            current += counted == second ? Volatile.Read(ref shares[i + 1]) : 0;
            before += counted == second ? Volatile.Read(ref shares[i + 2]) : counted == second - 1 ? Volatile.Read(ref shares[i + 1]) : 0;
            if (counted < second - 1 && counted > Volatile.Read(ref _forgotten))
            {
                // A second that was over long ago, and that nobody has looked at since.
                NotePeak(Volatile.Read(ref shares[i + 1]));
            }
        }

        long rate = current + (before * (MsPerSecond - (nowMs % MsPerSecond)) / MsPerSecond);
        NotePeak(Math.Max(rate, before));
        return rate;
    }

    /// <summary>The highest rate of a whole second, or that anybody has seen, since the start or <see cref="ClearPeak"/>.</summary>
    public long Peak(long nowMs)
    {
        PerSecond(nowMs);
        return Volatile.Read(ref _peak);
    }

    /// <summary>Any thread.</summary>
    public void ClearPeak()
    {
        for (int i = 0; i < _shares.Length; i += Stride)
        {
            _forgotten = Math.Max(_forgotten, Volatile.Read(ref _shares[i]));
        }

        Volatile.Write(ref _peak, 0);
    }

    /// <summary>Before any loop runs.</summary>
    internal void Prepare(int loops)
    {
        if (_shares.Length < loops * Stride)
        {
            _shares = new long[loops * Stride];
        }
    }

    /// <summary>It happened once more, or so many times. On the loop of that index only. True when it is the first time in this second.</summary>
    internal bool Count(int loop, long nowMs, long times = 1)
    {
        int at = loop * Stride;
        long second = nowMs / MsPerSecond;
        long counted = _shares[at];
        if (counted == second)
        {
            Volatile.Write(ref _shares[at + 1], _shares[at + 1] + times);
            return false;
        }

        BeginSecondSlow(at, second, times);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void BeginSecondSlow(int at, long second, long times)
    {
        long counted = _shares[at];
        Volatile.Write(ref _shares[at + 2], counted == second - 1 ? _shares[at + 1] : 0);
        Volatile.Write(ref _shares[at + 1], times);
        Volatile.Write(ref _shares[at], second);

        // The second that this loop counted in is over: what all loops counted in it together.
        long total = 0;
        long over = second - 1;
        for (int i = 0; i < _shares.Length; i += Stride)
        {
            long of = Volatile.Read(ref _shares[i]);
            total += of == over ? Volatile.Read(ref _shares[i + 1]) : of == second ? Volatile.Read(ref _shares[i + 2]) : 0;
        }

        NotePeak(total);
    }

    private void NotePeak(long rate)
    {
        if (rate > Volatile.Read(ref _peak))
        {
            Volatile.Write(ref _peak, rate);
        }
    }
}
