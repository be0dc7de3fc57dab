using System;
using Microsoft.Extensions.ObjectPool;

namespace Engine.Proxy.Loops;

/// <summary>Objects of one loop, the one returned last taken first, while its memory is warm. No interlocked operations: only its loop touches it.</summary>
/// <param name="create">Makes one when none is free.</param>
/// <param name="retainedMax">Objects kept; what is returned beyond is left to the collector.</param>
internal sealed class LoopObjectPool<T>(Func<T> create, int retainedMax) : ObjectPool<T>
    where T : class
{
    private Slot[] _free = new Slot[16];
    private int _count;

    public override T Get()
    {
        if (_count == 0)
        {
            return create();
        }

        return _free[--_count].Item;
    }

    public override void Return(T obj)
    {
        if (_count < _free.Length || TryGrowSlow())
        {
            _free[_count++].Item = obj;
        }
    }

    private bool TryGrowSlow()
    {
        if (_count >= retainedMax)
        {
            return false;
        }

        Array.Resize(ref _free, Math.Min(_count * 2, retainedMax));
        return true;
    }

    /// <summary>Around the reference, so that storing one needs no check of the array's type.</summary>
    private struct Slot
    {
        internal T Item;
    }
}
