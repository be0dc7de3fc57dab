using System;
using System.Threading;

namespace Engine.Proxy.State;

/// <summary>
/// The counters of one frontend, backend, server or listener: each loop adds to a share of its own, on cache lines of its own, without
/// interlocked operations. Whoever reads adds the shares up; what it sees is true as of about now.
/// </summary>
public sealed class TrafficShared
{
    /// <summary>Whole cache lines of 64 bytes.</summary>
    private const int Stride = ((int)TrafficCount.Length + 7) / 8 * 8;

    private long[] _shares = new long[Stride];

    /// <summary>What was counted when somebody cleared the counters: loops go on adding as if nobody had.</summary>
    private readonly long[] _cleared = new long[(int)TrafficCount.Length];

    /// <summary>Since the start, or since <see cref="Clear"/>.</summary>
    public long this[TrafficCount count] => Total(count) - Volatile.Read(ref _cleared[(int)count]);

    /// <summary>The mean of a phase over the last exchanges, ms; 0 without any.</summary>
    /// <param name="phase"><c>QueueMs</c> to <c>TotalMs</c>.</param>
    public long MeanMs(TrafficCount phase)
    {
        long exchanges = Total(TrafficCount.Timed) + Total(TrafficCount.TimedBefore);
        return exchanges == 0 ? 0 : (Total(phase) + Total(phase - TrafficCount.QueueMs + TrafficCount.QueueMsBefore)) / exchanges;
    }

    /// <summary>The greatest that any loop has noted.</summary>
    /// <param name="count"><c>QueueMsMax</c> to <c>LastPickMs</c>.</param>
    public long Greatest(TrafficCount count)
    {
        long greatest = 0;
        for (int at = (int)count; at < _shares.Length; at += Stride)
        {
            greatest = Math.Max(greatest, Volatile.Read(ref _shares[at]));
        }

        return greatest;
    }

    /// <summary>Forgets the longest phases (<c>clear counters</c>). Any thread.</summary>
    public void ClearGreatest()
    {
        for (TrafficCount count = TrafficCount.QueueMsMax; count <= TrafficCount.TotalMsMax; count++)
        {
            for (int at = (int)count; at < _shares.Length; at += Stride)
            {
                Volatile.Write(ref _shares[at], 0);
            }
        }
    }

    /// <summary>Counts from 0 again (<c>clear counters all</c>). Any thread.</summary>
    public void Clear()
    {
        ClearGreatest();
        for (TrafficCount count = 0; count < TrafficCount.Length; count++)
        {
            Volatile.Write(ref _cleared[(int)count], Total(count));
        }
    }

    /// <summary>An earlier process has counted that much. Before any loop runs.</summary>
    public void Preload(TrafficCount count, long value) => _cleared[(int)count] -= value;

    /// <summary>On the loop of that index only.</summary>
    public TrafficShare Of(int loop) => new(ref _shares[loop * Stride]);

    /// <summary>Before any loop runs.</summary>
    internal void Prepare(int loops)
    {
        if (_shares.Length < loops * Stride)
        {
            _shares = new long[loops * Stride];
        }
    }

    private long Total(TrafficCount count)
    {
        long sum = 0;
        long[] shares = _shares;
        for (int at = (int)count; at < shares.Length; at += Stride)
        {
            sum += Volatile.Read(ref shares[at]);
        }

        return sum;
    }
}
