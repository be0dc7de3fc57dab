using System;

namespace Engine.Stages.Matchers;

/// <summary>The lengths of the keys of a table, counted. Immutable where readers look: a length that comes or goes makes a new set.</summary>
internal sealed class LengthSet
{
    private readonly int[] _counts;
    private readonly ulong[] _present;

    internal LengthSet()
        : this([])
    {
    }

    private LengthSet(int[] counts)
    {
        _counts = counts;
        _present = new ulong[(counts.Length + 63) / 64];
        Max = -1;
        for (int length = 0; length < counts.Length; length++)
        {
            if (counts[length] > 0)
            {
                _present[length >> 6] |= 1UL << length;
                Max = length;
            }
        }
    }

    internal int Max { get; }

    internal bool Has(int length) => length <= Max && (_present[length >> 6] >> length & 1) != 0;

    internal LengthSet With(int length)
    {
        if (length < _counts.Length && _counts[length]++ > 0)
        {
            return this;
        }

        int[] counts = new int[Math.Max(length + 1, _counts.Length)];
        _counts.CopyTo(counts, 0);
        counts[length] = 1;
        return new LengthSet(counts);
    }

    internal LengthSet Without(int length)
    {
        _counts[length]--;
        return _counts[length] > 0 ? this : new LengthSet(_counts);
    }
}
