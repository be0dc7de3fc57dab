using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Engine.IO.Loop;

namespace Engine.IO.Tasks;

/// <summary>
/// The waiting half of a value task source for one loop: begin, register, finish, end, in that order and no other. No contexts
/// flow and no lock is taken, because all of it happens on one thread.
/// </summary>
internal struct Completion
{
    /// <summary>Null also where <see cref="_state"/> is the whole call.</summary>
    private Action<object?>? _continuation;
    private object? _state;
    private short _version;
    private Phase _phase;

    private enum Phase : byte
    {
        Idle,
        Pending,
        Finished,
    }

    internal readonly bool IsPending => _phase == Phase.Pending;

    /// <summary>Starts an operation; the token of its value task.</summary>
    internal short Begin()
    {
        if (_phase != Phase.Idle)
        {
            ThrowUnderWay();
        }

        _phase = Phase.Pending;
        return _version;
    }

    /// <summary>For awaiters that know only a plain action.</summary>
    internal void OnCompleted(Action continuation, EventLoop loop)
    {
        if (_phase == Phase.Finished)
        {
            loop.Later(null, continuation);
            return;
        }

        if (_state is not null)
        {
            ThrowAwaitedTwice();
        }

        _state = continuation;
    }

    /// <summary>For the awaiters of value tasks.</summary>
    /// <param name="continuation">Called later in the turn in which the operation ends.</param>
    /// <param name="state">Not null: the compiler's awaiters always give one.</param>
    /// <param name="loop">Where.</param>
    internal void OnCompleted(Action<object?> continuation, object? state, EventLoop loop)
    {
        if (_phase == Phase.Finished)
        {
            loop.Later(continuation, state);
            return;
        }

        if (_state is not null)
        {
            ThrowAwaitedTwice();
        }

        ArgumentNullException.ThrowIfNull(state);
        _continuation = continuation;
        _state = state;
    }

    /// <summary>The operation has its result: whoever waits runs later in this turn.</summary>
    internal void Finish(EventLoop loop)
    {
        _phase = Phase.Finished;
        if (_state is { } state)
        {
            Action<object?>? continuation = _continuation;
            _continuation = null;
            _state = null;
            loop.Later(continuation, state);
        }
    }

    internal void End(short token)
    {
        Check(token);
        End();
    }

    internal void End()
    {
        if (_phase != Phase.Finished)
        {
            ThrowTooEarly();
        }

        _version++;
        _phase = Phase.Idle;
    }

    internal readonly ValueTaskSourceStatus Status(short token)
    {
        Check(token);
        return _phase == Phase.Finished ? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Pending;
    }

    private readonly void Check(short token)
    {
        if (token != _version)
        {
            ThrowAwaitedTwice();
        }
    }

    [DoesNotReturn]
    private static void ThrowUnderWay() => throw new InvalidOperationException("Two operations of one kind are under way on one connection.");

    [DoesNotReturn]
    private static void ThrowAwaitedTwice() => throw new InvalidOperationException("A value task was awaited twice.");

    [DoesNotReturn]
    private static void ThrowTooEarly() => throw new InvalidOperationException("The result of an operation was taken before it ended.");
}
