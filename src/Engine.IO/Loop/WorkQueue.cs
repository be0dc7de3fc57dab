using System;

namespace Engine.IO.Loop;

/// <summary>A ring of calls to be made later in the turn; grows, never shrinks, allocates nothing in the steady state.</summary>
internal sealed class WorkQueue
{
    private WorkItem[] _items = new WorkItem[64];
    private int _head;
    private int _count;

    internal bool IsEmpty => _count == 0;

    internal void Enqueue(Action<object?>? action, object? state)
    {
        if (_count == _items.Length)
        {
            GrowSlow();
        }

        // A free slot is empty: what is null there needs no write that the collector would have to hear of.
        ref WorkItem slot = ref _items[(_head + _count++) & (_items.Length - 1)];
        slot.State = state;
        if (action is not null)
        {
            slot.Action = action;
        }
    }

    /// <summary>Makes the call that has waited longest. False: there is none.</summary>
    internal bool TryRun()
    {
        if (_count == 0)
        {
            return false;
        }

        ref WorkItem slot = ref _items[_head];
        WorkItem item = slot;
        slot = default;
        _head = (_head + 1) & (_items.Length - 1);
        _count--;
        item.Run();
        return true;
    }

    private void GrowSlow()
    {
        WorkItem[] larger = new WorkItem[_items.Length * 2];
        for (int i = 0; i < _count; i++)
        {
            larger[i] = _items[(_head + i) & (_items.Length - 1)];
        }

        _items = larger;
        _head = 0;
    }
}
