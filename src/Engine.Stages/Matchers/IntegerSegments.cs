using System;
using System.Collections.Generic;
using Engine.Proxy.Conditions;

namespace Engine.Stages.Matchers;

/// <summary>All integers, cut where the first range that holds them changes: a look-up is a binary search. Immutable.</summary>
internal sealed class IntegerSegments
{
    internal static readonly IntegerSegments Empty = new([]);

    private readonly long[] _starts;
    private readonly PatternEntry?[] _owners;

    internal IntegerSegments(IReadOnlyCollection<IntegerRange> ranges)
    {
        IntegerRange[] byLow = [.. ranges];
        Array.Sort(byLow, static (left, right) => left.Low.CompareTo(right.Low));
        SortedSet<long> cuts = [long.MinValue];
        foreach (IntegerRange range in byLow)
        {
            cuts.Add(range.Low);
            if (range.High < long.MaxValue)
            {
                cuts.Add(range.High + 1);
            }
        }

        _starts = [.. cuts];
        _owners = new PatternEntry?[_starts.Length];
        PriorityQueue<IntegerRange, long> open = new();
        int next = 0;
        for (int i = 0; i < _starts.Length; i++)
        {
            for (; next < byLow.Length && byLow[next].Low <= _starts[i]; next++)
            {
                open.Enqueue(byLow[next], byLow[next].Entry.Id);
            }

            while (open.Count > 0 && open.Peek().High < _starts[i])
            {
                open.Dequeue();
            }

            _owners[i] = open.Count > 0 ? open.Peek().Entry : null;
        }
    }

    internal PatternEntry? Find(long number)
    {
        int at = Array.BinarySearch(_starts, number);
        return _owners[at >= 0 ? at : ~at - 1];
    }
}
