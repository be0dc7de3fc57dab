using System;
using System.Runtime.ExceptionServices;
using Engine.IO.Loop;

namespace Engine.IO.Tasks;

/// <summary>What a suspended loop task and its awaiter share. Touched by one loop only.</summary>
internal abstract class LoopTaskSource
{
    private Action? _continuation;
    private ExceptionDispatchInfo? _error;
    private bool _forgotten;

    internal bool IsCompleted { get; private set; }

    internal void OnCompleted(Action continuation) => _continuation = continuation;

    internal void Forget()
    {
        _forgotten = true;
        if (IsCompleted)
        {
            TakeResult();
        }
    }

    internal void Complete(Exception? error)
    {
        IsCompleted = true;
        if (error is not null)
        {
            _error = ExceptionDispatchInfo.Capture(error);
        }

        if (_forgotten)
        {
            TakeResult();
            return;
        }

        _continuation?.Invoke();
    }

    /// <summary>Ends the life of this source: it goes back to its pool, and a failure is thrown at the awaiter.</summary>
    internal void TakeResult()
    {
        ExceptionDispatchInfo? error = _error;
        bool forgotten = _forgotten;
        IsCompleted = false;
        _continuation = null;
        _error = null;
        _forgotten = false;
        Recycle();
        if (error is not null)
        {
            ThrowSlow(error, forgotten);
        }
    }

    private protected abstract void Recycle();

    private static void ThrowSlow(ExceptionDispatchInfo error, bool forgotten)
    {
        if (forgotten)
        {
            EventLoop.Current!.OnBroken(error.SourceException);
        }

        error.Throw();
    }
}

/// <summary>A <see cref="LoopTaskSource"/> that carries a result.</summary>
internal abstract class LoopTaskSource<T> : LoopTaskSource
{
    internal T Result = default!;
}
