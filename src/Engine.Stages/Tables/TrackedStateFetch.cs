using System;
using Engine.Proxy.Samples;
using Engine.Proxy.Tables;

namespace Engine.Stages.Tables;

/// <summary><c>sc_tracked</c> and <c>sc_key</c>: whether a key is tracked, and which one.</summary>
internal sealed class TrackedStateFetch(int index, bool givesKey) : SampleFetch
{
    public override bool TryFetch(in SampleContext context, ref Sample sample)
    {
        bool isTracked = TrackedKey.TryGet(context, index, out StickSlot slot);
        if (!givesKey)
        {
            sample.Set(isTracked);
            return true;
        }

        if (!isTracked)
        {
            return false;
        }

        // The entry may be changed by others once it is let go: the key is copied.
        using StickLease lease = slot.Table!.Open(slot);
        if (!context.Scratch.TryTake(lease.Key.Length, out Span<byte> room))
        {
            return false;
        }

        lease.Key.CopyTo(room);
        StickKeys.ToSample(slot.Table.Plan.KeyType, room, ref sample);
        return true;
    }
}
