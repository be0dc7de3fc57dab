using System;
using System.Collections.Generic;

namespace Engine.Simulation.World;

/// <summary>Time, chance and the list of what is to happen. Everything that happens in a run follows from its seed.</summary>
internal sealed class SimWorld
{
    /// <summary>Enough to see how a failure came about, few enough to read.</summary>
    private const int TraceMax = 4000;

    private readonly PriorityQueue<Action, (long AtMs, long Order)> _events = new();
    private readonly Queue<string> _trace = new();
    private readonly List<string> _faults = [];
    private long _order;

    public SimWorld(int seed)
    {
        Seed = seed;
        Random = new Random(seed);
        NowMs = 1_000_000 + Random.Next(100_000);
        StartMs = NowMs;
    }

    public int Seed { get; }

    public Random Random { get; }

    public long NowMs { get; private set; }

    public long StartMs { get; }

    /// <summary>A hash over all that was traced: equal for two runs of one seed.</summary>
    public ulong TraceHash { get; private set; } = 14695981039346656037;

    /// <summary>What the checks found wrong.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public IEnumerable<string> Trace => _trace;

    /// <summary>When the next thing happens; null when nothing will.</summary>
    public long? NextMs => _events.TryPeek(out _, out (long AtMs, long Order) first) ? first.AtMs : null;

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => Random.NextDouble() < probability;

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => Random.Next(least, most + 1);

    public T OneOf<T>(params ReadOnlySpan<T> values) => values[Random.Next(values.Length)];

    public void After(long delayMs, Action action) => _events.Enqueue(action, (NowMs + delayMs, _order++));

    /// <summary>Lets at most <paramref name="count"/> things happen that are due now. True when there was one.</summary>
    public bool RunDue(int count)
    {
        bool any = false;
        while (count-- > 0 && NextMs <= NowMs)
        {
            any = true;
            _events.Dequeue()();
        }

        return any;
    }

    public void AdvanceTo(long nowMs) => NowMs = Math.Max(NowMs, nowMs);

    public void Note(string what)
    {
        string line = $"{NowMs - StartMs,7} {what}";
        foreach (char c in line)
        {
            TraceHash = (TraceHash ^ c) * 1099511628211;
        }

        _trace.Enqueue(line);
        if (_trace.Count > TraceMax)
        {
            _trace.Dequeue();
        }
    }

    /// <summary>A check failed. The run goes on to its end, so that all that is wrong is seen.</summary>
    public void Fault(string what)
    {
        Note("FAULT " + what);
        _faults.Add($"at {NowMs - StartMs} ms: {what}");
    }
}
