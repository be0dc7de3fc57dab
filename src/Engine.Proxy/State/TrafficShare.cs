using System.Runtime.CompilerServices;

namespace Engine.Proxy.State;

/// <summary>One loop's share of a <see cref="TrafficShared"/>: adding to it costs what adding to a field costs. On that loop only.</summary>
public readonly ref struct TrafficShare
{
    /// <summary>Exchanges whose times are averaged together: averages are over the last 512 to 1024 of each loop (HAProxy: about 1024).</summary>
    private const int BlockLength = 512;

    private readonly ref long _first;

    internal TrafficShare(ref long first) => _first = ref first;

    public void Add(TrafficCount count, long change) => Cell(count) += change;

    /// <summary>A response of that status; 0 is none.</summary>
    internal void AddStatus(int status)
    {
        if (status != 0)
        {
            int hundreds = (int)((uint)status / 100);
            Cell(TrafficCount.OtherStatus + ((uint)hundreds <= 5 ? hundreds : 0))++;
        }
    }

    /// <summary>The phases of an exchange, ms, 0 or more.</summary>
    internal void AddTimes(in PhaseTimes times)
    {
        if (Cell(TrafficCount.Timed)++ == BlockLength)
        {
            BeginBlockSlow();
        }

        // On a quick network nothing takes a millisecond.
        if ((times.QueueMs | times.ConnectMs | times.ResponseMs | times.TotalMs) != 0)
        {
            AddPhases(times);
        }
    }

    private void AddPhases(in PhaseTimes times)
    {
        AddTime(TrafficCount.QueueMs, times.QueueMs);
        AddTime(TrafficCount.ConnectMs, times.ConnectMs);
        AddTime(TrafficCount.ResponseMs, times.ResponseMs);
        AddTime(TrafficCount.TotalMs, times.TotalMs);
    }

    internal ref long Cell(TrafficCount count) => ref Unsafe.Add(ref _first, (nint)count);

    private void AddTime(TrafficCount count, long ms)
    {
        if (ms == 0)
        {
            return;
        }

        Cell(count) += ms;
        ref long max = ref Cell(count - TrafficCount.QueueMs + TrafficCount.QueueMsMax);
        if (ms > max)
        {
            max = ms;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void BeginBlockSlow()
    {
        Cell(TrafficCount.TimedBefore) = BlockLength;
        Cell(TrafficCount.Timed) = 1;
        for (TrafficCount count = TrafficCount.QueueMs; count <= TrafficCount.TotalMs; count++)
        {
            Cell(count - TrafficCount.QueueMs + TrafficCount.QueueMsBefore) = Cell(count);
            Cell(count) = 0;
        }
    }
}
