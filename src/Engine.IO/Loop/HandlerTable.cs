using System;
using System.Collections.Generic;
using Engine.IO.Polling;

namespace Engine.IO.Loop;

/// <summary>Slots of poll handlers. A key holds slot and generation, so an event fetched before a close finds nobody.</summary>
internal sealed class HandlerTable
{
    private Slot[] _slots = new Slot[64];
    private readonly Stack<int> _free = new();
    private int _used = 1; // slot 0 stays empty: key 0 means "not registered"

    private struct Slot
    {
        internal PollHandler? Handler;
        internal uint Generation;
    }

    internal ulong Add(PollHandler handler)
    {
        int index = _free.Count > 0 ? _free.Pop() : _used++;
        if (index >= _slots.Length)
        {
            Array.Resize(ref _slots, _slots.Length * 2);
        }

        ref Slot slot = ref _slots[index];
        slot.Handler = handler;
        return ((ulong)slot.Generation << 32) | (uint)index;
    }

    internal PollHandler? Find(ulong key)
    {
        ref Slot slot = ref _slots[(uint)key];
        return slot.Generation == (uint)(key >> 32) ? slot.Handler : null;
    }

    internal void Remove(ulong key)
    {
        if (Find(key) is null)
        {
            return;
        }

        ref Slot slot = ref _slots[(uint)key];
        slot.Handler = null;
        slot.Generation++;
        _free.Push((int)(uint)key);
    }
}
