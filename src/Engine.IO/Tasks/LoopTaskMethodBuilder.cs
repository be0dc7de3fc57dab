using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

#pragma warning disable CA1000, CA1822 // the compiler prescribes the shape of a method builder

namespace Engine.IO.Tasks;

/// <summary>Called by compiled async methods only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct LoopTaskMethodBuilder
{
    private LoopTaskSource? _source;

    public static LoopTaskMethodBuilder Create() => default;

    public readonly LoopTask Task => new(_source);

    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine => stateMachine.MoveNext();

    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    public readonly void SetResult() => _source?.Complete(null);

    public void SetException(Exception exception)
    {
        // Not suspended yet: the caller is right below on the stack and deserves the exception itself.
        if (_source is null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception);
        }

        _source.Complete(exception);
    }

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine => awaiter.OnCompleted(Box(ref stateMachine).MoveNext);

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine => awaiter.UnsafeOnCompleted(Box(ref stateMachine).MoveNext);

    private LoopTaskBox<TStateMachine> Box<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        if (_source is not null)
        {
            return Unsafe.As<LoopTaskBox<TStateMachine>>(_source);
        }

        LoopTaskBox<TStateMachine> box = LoopTaskBox<TStateMachine>.Rent();
        _source = box;

        // This builder is a field of the state machine: the copy below carries _source with it.
        box.StateMachine = stateMachine;
        return box;
    }
}

/// <summary>Called by compiled async methods only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct LoopTaskMethodBuilder<T>
{
    private LoopTaskSource<T>? _source;
    private T _result;

    public static LoopTaskMethodBuilder<T> Create() => default;

    public readonly LoopTask<T> Task => _source is null ? new LoopTask<T>(_result) : new LoopTask<T>(_source);

    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine => stateMachine.MoveNext();

    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    public void SetResult(T result)
    {
        if (_source is null)
        {
            _result = result;
            return;
        }

        _source.Result = result;
        _source.Complete(null);
    }

    public void SetException(Exception exception)
    {
        if (_source is null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception);
        }

        _source.Complete(exception);
    }

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine => awaiter.OnCompleted(Box(ref stateMachine).MoveNext);

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine => awaiter.UnsafeOnCompleted(Box(ref stateMachine).MoveNext);

    private LoopTaskBox<TStateMachine, T> Box<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        if (_source is not null)
        {
            return Unsafe.As<LoopTaskBox<TStateMachine, T>>(_source);
        }

        LoopTaskBox<TStateMachine, T> box = LoopTaskBox<TStateMachine, T>.Rent();
        _source = box;
        box.StateMachine = stateMachine;
        return box;
    }
}
