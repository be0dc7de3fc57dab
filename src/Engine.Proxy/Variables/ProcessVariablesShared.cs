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
    private readonly Value?[] _values;

    /// <param name="count">Variables that the configuration names.</param>
    public ProcessVariablesShared(int count) => _values = new Value?[count];

    public void Set(int slot, in Sample sample) =>
        Volatile.Write(ref _values[slot], new Value(sample.Type, sample.Integer, sample.Address, sample.IsBytes ? sample.Bytes.ToArray() : []));

    public void Unset(int slot) => Volatile.Write(ref _values[slot], null);

    /// <summary>False when it is not set.</summary>
    public bool TryGet(int slot, ref Sample sample)
    {
        if (Volatile.Read(ref _values[slot]) is not { } value)
        {
            return false;
        }

        sample.Restore(value.Type, value.Integer, value.Address, value.Bytes);
        return true;
    }

    private sealed record Value(SampleType Type, long Integer, UInt128 Address, byte[] Bytes);
}
