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
    private readonly VariableLimitsShared? _limits;
    private long _bytes;

    /// <param name="count">Variables that the configuration names.</param>
    /// <param name="previous">Of the configuration before: variables keep their slots and values.</param>
    /// <param name="limits">What bounds them; null = nothing.</param>
    public ProcessVariablesShared(int count, ProcessVariablesShared? previous = null, VariableLimitsShared? limits = null)
    {
        _limits = limits;
        _bytes = previous is null ? 0 : Volatile.Read(ref previous._bytes);
        _cells = new Cell[count];
        int known = previous?._cells.Length ?? 0;
        for (int i = 0; i < count; i++)
        {
            _cells[i] = i < known ? previous!._cells[i] : new Cell();
        }
    }

    /// <summary>False when there is no room for it (<c>tune.vars.proc-max-size</c>): the variable is then as before.</summary>
    public bool TrySet(int slot, in Sample sample)
    {
        if (_limits is { IsSet: true } && !TryCharge(slot, sample))
        {
            return false;
        }

        Volatile.Write(ref _cells[slot].Value, new Value(sample.Type, sample.Integer, sample.Address, sample.IsBytes ? sample.Bytes.ToArray() : []));
        return true;
    }

    /// <summary>Two loops at once may both find the last room: the bound is that of an estimate.</summary>
    private bool TryCharge(int slot, in Sample sample)
    {
        Value? old = Volatile.Read(ref _cells[slot].Value);
        int more = (sample.IsBytes ? sample.Bytes.Length : 0) - (old?.Bytes.Length ?? 0) + (old is null ? VariableLimitsShared.VariableBytes : 0);
        int max = _limits!.MaxOf(VariableScope.Process);
        if ((more > 0 && max > 0 && Volatile.Read(ref _bytes) + more > max) || !_limits.TryTake(more))
        {
            return false;
        }

        Interlocked.Add(ref _bytes, more);
        return true;
    }

    public void Unset(int slot)
    {
        Value? old = Interlocked.Exchange(ref _cells[slot].Value, null);
        if (old is not null && _limits is { IsSet: true })
        {
            int bytes = old.Bytes.Length + VariableLimitsShared.VariableBytes;
            Interlocked.Add(ref _bytes, -bytes);
            _limits.TryTake(-bytes);
        }
    }

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
