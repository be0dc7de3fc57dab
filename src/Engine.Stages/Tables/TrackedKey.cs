using System;
using Engine.Proxy.Samples;
using Engine.Proxy.Tables;

namespace Engine.Stages.Tables;

/// <summary>The keys that a connection and its exchange track, by number.</summary>
internal static class TrackedKey
{
    /// <summary>False when nothing is tracked under that number.</summary>
    internal static bool TryGet(in SampleContext context, long index, out StickSlot slot)
    {
        slot = default;
        int number = (int)Math.Clamp(index, -1, int.MaxValue);
        return context.HasExchange
            ? context.Exchange.Tracking.TryGet(number, out slot)
            : context.HasClient && context.Client.Trackers is { } session && session.TryGet(number, out slot);
    }

    /// <summary>The entry of the same key in another table, or in its own.</summary>
    internal static StickLease Open(scoped in SampleContext context, scoped in StickSlot slot, StickTableShared? elsewhere)
    {
        if (elsewhere is null || elsewhere == slot.Table)
        {
            return slot.Table!.Open(slot);
        }

        if (elsewhere.Plan.KeyType != slot.Table!.Plan.KeyType || elsewhere.Plan.KeyBytes != slot.Table.Plan.KeyBytes)
        {
            return default;
        }

        // One entry in hand at a time: the key is copied on the way.
        if (!context.Scratch.TryTake(slot.Table.Plan.KeyBytes, out Span<byte> key))
        {
            return default;
        }

        using (StickLease own = slot.Table.Open(slot))
        {
            own.Key.CopyTo(key);
        }

        return elsewhere.Find(key, context.Clock.NowMs);
    }
}
