using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace Engine.Simulation.World;

/// <summary>Time, chance and the list of what is to happen. Everything that happens in a run follows from its seed.</summary>
internal sealed class SimWorld
{
    private readonly PriorityQueue<Action, (long AtMs, long Order)> _events = new();
    private readonly List<string> _trace = [];
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

    /// <summary>A hash over all that was traced and over every byte that crossed a socket: equal for two runs of one seed, on any machine.</summary>
    public ulong Course { get; private set; } = 14695981039346656037;

    /// <summary>What the checks found wrong.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public IReadOnlyList<string> Trace => _trace;

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
            Mix(c);
        }

        _trace.Add(line);
    }

    /// <summary>A call that moved bytes belongs to the course of a run, and there are too many of them to trace.</summary>
    public void Mix(int fd, int result, ReadOnlySpan<byte> bytes)
    {
        Mix(((ulong)(uint)fd << 32) | (uint)result);
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            Mix(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte rest in bytes)
        {
            Mix(rest);
        }
    }

    /// <summary>A check failed. The run goes on to its end, so that all that is wrong is seen.</summary>
    public void Fault(string what)
    {
        Note("FAULT " + what);
        _faults.Add($"at {NowMs - StartMs} ms: {what}");
    }

    private void Mix(ulong value) => Course = (Course ^ value) * 1099511628211;
}
