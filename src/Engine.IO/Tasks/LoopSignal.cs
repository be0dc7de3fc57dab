using System;
using System.Threading.Tasks;
using System.Threading.Tasks.Sources;
using Engine.IO.Loop;

namespace Engine.IO.Tasks;

/// <summary>One waiter, one number: for what an async method awaits that is not a socket. Used again and again, on one loop.</summary>
public sealed class LoopSignal : IValueTaskSource<int>
{
    private readonly EventLoop _loop;
    private Completion _completion;
    private int _value;

    public LoopSignal(EventLoop loop) => _loop = loop;

    public bool IsWaiting => _completion.IsPending;

    /// <summary>Completes with the number given to <see cref="Set"/>.</summary>
    public ValueTask<int> WaitAsync() => new(this, _completion.Begin());

    /// <summary>Wakes the waiter; without one, does nothing.</summary>
    public void Set(int value)
    {
        if (_completion.IsPending)
        {
            _value = value;
            _completion.Finish(_loop);
        }
    }

    int IValueTaskSource<int>.GetResult(short token)
    {
        _completion.End(token);
        return _value;
    }

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _completion.Status(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, _loop);
}
