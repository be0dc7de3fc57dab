using System;
using System.Runtime.CompilerServices;

namespace Engine.IO.Tasks;

/// <summary>Holds the state machine of one suspended async method; pooled per thread, and a loop is a thread.</summary>
internal sealed class LoopTaskBox<TStateMachine> : LoopTaskSource
    where TStateMachine : IAsyncStateMachine
{
    [ThreadStatic]
    private static LoopTaskBox<TStateMachine>? _free;

    internal TStateMachine StateMachine = default!;
    internal readonly Action MoveNext;
    private LoopTaskBox<TStateMachine>? _next;

    private LoopTaskBox() => MoveNext = Run;

    internal static LoopTaskBox<TStateMachine> Rent()
    {
        LoopTaskBox<TStateMachine>? box = _free;
        if (box is null)
        {
            return new LoopTaskBox<TStateMachine>();
        }

        _free = box._next;
        box._next = null;
        return box;
    }

    private protected override void Recycle()
    {
        StateMachine = default!;
        _next = _free;
        _free = this;
    }

    private void Run() => StateMachine.MoveNext();
}

/// <summary>The same for a method with a result.</summary>
internal sealed class LoopTaskBox<TStateMachine, T> : LoopTaskSource<T>
    where TStateMachine : IAsyncStateMachine
{
    [ThreadStatic]
    private static LoopTaskBox<TStateMachine, T>? _free;

    internal TStateMachine StateMachine = default!;
    internal readonly Action MoveNext;
    private LoopTaskBox<TStateMachine, T>? _next;

    private LoopTaskBox() => MoveNext = Run;

    internal static LoopTaskBox<TStateMachine, T> Rent()
    {
        LoopTaskBox<TStateMachine, T>? box = _free;
        if (box is null)
        {
            return new LoopTaskBox<TStateMachine, T>();
        }

        _free = box._next;
        box._next = null;
        return box;
    }

    private protected override void Recycle()
    {
        StateMachine = default!;
        Result = default!;
        _next = _free;
        _free = this;
    }

    private void Run() => StateMachine.MoveNext();
}
