using System;
using Engine.Proxy.Samples;
using Engine.Proxy.Tables;

namespace Engine.Stages.Tables;

/// <summary><c>in_table</c>, <c>table_expire</c>, <c>table_idle</c>: whether the value is a key of a table, and how old its entry is (CFG 7.3.1).</summary>
internal sealed class EntryConverter(StickTableShared table, EntryConverter.Reader read, long? missing) : SampleConverter
{
    /// <summary>Puts what is asked about an entry into the sample.</summary>
    internal delegate void Reader(scoped in StickLease lease, long nowMs, ref Sample sample);

    internal static SampleConverter? CreateIsThere(SampleCallArguments call) =>
        TableName.Of(call, 0) is { } table ? new EntryConverter(table, static (scoped in StickLease lease, long _, ref Sample sample) => sample.Set(lease.IsFound), null) : null;

    internal static SampleConverter? CreateExpire(SampleCallArguments call) =>
        CreateTime(call, static (scoped in StickLease lease, long nowMs, ref Sample sample) => sample.Set(lease.ExpiresInMs(nowMs)));

    internal static SampleConverter? CreateIdle(SampleCallArguments call) =>
        CreateTime(call, static (scoped in StickLease lease, long nowMs, ref Sample sample) => sample.Set(lease.IdleMs(nowMs)));

    public override bool TryConvert(in SampleContext context, ref Sample sample)
    {
        if (!context.Scratch.TryTake(table.Plan.KeyBytes, out Span<byte> key) || !StickKeys.TryMake(table.Plan.KeyType, ref sample, context.Scratch, key))
        {
            return false;
        }

        using StickLease lease = table.Find(key, context.Clock.NowMs);
        sample.SetNone();
        if (lease.IsFound || missing is null)
        {
            read(lease, context.Clock.NowMs, ref sample);
        }
        else if (missing >= 0)
        {
            sample.Set(missing.Value);
        }

        return !sample.IsNone;
    }

    /// <summary>With a default for keys that are not there; without one those have no value.</summary>
    private static EntryConverter? CreateTime(SampleCallArguments call, Reader read) =>
        TableName.Of(call, 0) is { } table ? new EntryConverter(table, read, call.Has(1) ? call.Integer(1, 0) : -1) : null;
}
