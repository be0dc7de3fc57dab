using Engine.Proxy.Samples;
using Engine.Proxy.Tables;

namespace Engine.Stages.Tables;

/// <summary><c>sc_*</c>, <c>sc0_*</c> ...: about a tracked key, in its table or another (CFG 7.3.3).</summary>
internal sealed class TrackedFetch(CounterOperation operation, int index, int element, StickTableShared? elsewhere) : SampleFetch
{
    /// <param name="operation">What is asked for.</param>
    /// <param name="index">The number in the fetch's name; -1 when it is an argument.</param>
    internal static SampleFetch? Create(CounterOperation operation, int index, SampleCallArguments call)
    {
        int next = 0;
        int element = operation.HasElement ? (int)call.Integer(next++, 0) : 0;
        int number = index >= 0 ? index : (int)call.Integer(next++, 0);
        if (!TryNumber(call, number))
        {
            return null;
        }

        StickTableShared? elsewhere = call.Has(next) ? TableName.Of(call, next) : null;
        return call.Has(next) && elsewhere is null ? null : new TrackedFetch(operation, number, element, elsewhere);
    }

    /// <summary>False after an error.</summary>
    internal static bool TryNumber(SampleCallArguments call, int number)
    {
        int counters = call.Compiler.Names.StickCounters;
        if ((uint)number < (uint)counters)
        {
            return true;
        }

        call.Error($"there is no tracked counter {number}: numbers go from 0 to {counters - 1}", "raise tune.stick-counters in the global section");
        return false;
    }

    public override bool TryFetch(in SampleContext context, ref Sample sample)
    {
        if (!TrackedKey.TryGet(context, index, out StickSlot slot))
        {
            return false;
        }

        long nowMs = context.Clock.NowMs;
        using StickLease lease = TrackedKey.Open(context, slot, elsewhere);
        return operation.TryApply(elsewhere ?? slot.Table!, lease, element, nowMs, ref sample);
    }
}
