using System;
using System.Threading;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Variables;

/// <summary>
/// The variables of scope <c>proc</c>: set by any loop, read by all without a lock. A value is immutable and replaced whole, which
/// costs one small allocation for each change.
/// </summary>
public sealed class ProcessVariablesShared
{
    private volatile Cell[] _cells;

    /// <param name="count">Variables that the configuration names.</param>
    /// <param name="previous">Of the configuration before: variables keep their slots and values.</param>
    public ProcessVariablesShared(int count, ProcessVariablesShared? previous = null)
    {
        _cells = new Cell[count];
        int known = previous?._cells.Length ?? 0;
        for (int i = 0; i < count; i++)
        {
            _cells[i] = i < known ? previous!._cells[i] : new Cell();
        }
    }

    public void Set(int slot, in Sample sample) =>
        Volatile.Write(ref _cells[slot].Value, new Value(sample.Type, sample.Integer, sample.Address, sample.IsBytes ? sample.Bytes.ToArray() : []));

    /// <summary>There are so many variables now: one was named while running. On one loop at a time; others go on.</summary>
    internal void Reserve(int count)
    {
        Cell[] cells = _cells;
        if (cells.Length < count)
        {
            int known = cells.Length;
            System.Array.Resize(ref cells, count);
            for (int i = known; i < count; i++)
            {
                cells[i] = new Cell();
            }

            _cells = cells;
        }
    }

    public void Unset(int slot) => Volatile.Write(ref _cells[slot].Value, null);

    /// <summary>False when it is not set.</summary>
    public bool TryGet(int slot, ref Sample sample)
    {
        if (Volatile.Read(ref _cells[slot].Value) is not { } value)
        {
            return false;
        }

        sample.Restore(value.Type, value.Integer, value.Address, value.Bytes);
        return true;
    }

    /// <summary>One variable: the same object in the plans of all configurations that name it.</summary>
    private sealed class Cell
    {
        internal Value? Value;
    }

    private sealed record Value(SampleType Type, long Integer, UInt128 Address, byte[] Bytes);
}
