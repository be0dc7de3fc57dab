using System;
using Engine.Proxy.Samples;
using Engine.Proxy.Tables;

namespace Engine.Stages.Tables;

/// <summary><c>table_*</c>: the value is a key, and what comes out is what the table keeps of it (CFG 7.3.1). The entry lives no longer for that.</summary>
internal sealed class TableConverter(CounterOperation operation, int element, StickTableShared table) : SampleConverter
{
    internal static SampleConverter? Create(CounterOperation operation, SampleCallArguments call)
    {
        int element = operation.HasElement ? (int)call.Integer(0, 0) : 0;
        return TableName.Of(call, operation.HasElement ? 1 : 0) is { } table ? new TableConverter(operation, element, table) : null;
    }

    public override bool TryConvert(in SampleContext context, ref Sample sample)
    {
        if (!context.Scratch.TryTake(table.Plan.KeyBytes, out Span<byte> key) || !StickKeys.TryMake(table.Plan.KeyType, ref sample, context.Scratch, key))
        {
            return false;
        }

        long nowMs = context.Clock.NowMs;
        using StickLease lease = operation.Creates ? table.FindOrAdd(key, nowMs) : table.Find(key, nowMs);
        return operation.TryApply(table, lease, element, nowMs, ref sample);
    }
}
