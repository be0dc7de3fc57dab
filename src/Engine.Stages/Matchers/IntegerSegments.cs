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
        _starts = CutsOf(byLow);
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
        int at = _starts.AsSpan().BinarySearch(number);
        return _owners[at >= 0 ? at : ~at - 1];
    }

    /// <summary>Where a range begins or has ended, and the smallest number of all.</summary>
    private static long[] CutsOf(IntegerRange[] ranges)
    {
        List<long> cuts = new((ranges.Length * 2) + 1) { long.MinValue };
        foreach (IntegerRange range in ranges)
        {
            cuts.Add(range.Low);
            if (range.High < long.MaxValue)
            {
                cuts.Add(range.High + 1);
            }
        }

        cuts.Sort();
        int count = 0;
        foreach (long cut in cuts.ToArray())
        {
            if (count == 0 || cuts[count - 1] != cut)
            {
                cuts[count++] = cut;
            }
        }

        cuts.RemoveRange(count, cuts.Count - count);
        return [.. cuts];
    }
}
