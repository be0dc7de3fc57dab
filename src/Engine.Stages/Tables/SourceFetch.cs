using System;
using Engine.Proxy.Samples;
using Engine.Proxy.Tables;

namespace Engine.Stages.Tables;

/// <summary><c>src_*</c>: about the client's address in a table, whether it is tracked or not (CFG 7.3.3).</summary>
internal sealed class SourceFetch(CounterOperation operation, int element, StickTableShared table) : SampleFetch
{
    internal static SampleFetch? Create(CounterOperation operation, SampleCallArguments call)
    {
        int element = operation.HasElement ? (int)call.Integer(0, 0) : 0;
        return TableName.Of(call, operation.HasElement ? 1 : 0) is { } table ? new SourceFetch(operation, element, table) : null;
    }

    public override bool TryFetch(in SampleContext context, ref Sample sample)
    {
        if (!sample.TrySet(context.Client.Address) || !context.Scratch.TryTake(table.Plan.KeyBytes, out Span<byte> key)
            || !StickKeys.TryMake(table.Plan.KeyType, ref sample, context.Scratch, key))
        {
            return false;
        }

        long nowMs = context.Clock.NowMs;
        using StickLease lease = operation.Creates ? table.FindOrAdd(key, nowMs) : table.Find(key, nowMs);
        return operation.TryApply(table, lease, element, nowMs, ref sample);
    }
}
