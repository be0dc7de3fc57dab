using System;
using System.Runtime.CompilerServices;

namespace Engine.IO.Pipes;

/// <summary>One wait of a loop-affine source; awaited at once, exactly once.</summary>
public readonly struct LoopWait
{
    private readonly ILoopWaitSource? _source;

    /// <param name="source">Null: it is over already, well.</param>
    public LoopWait(ILoopWaitSource? source) => _source = source;

    public Awaiter GetAwaiter() => new(_source);

    public readonly struct Awaiter : ICriticalNotifyCompletion
    {
        private readonly ILoopWaitSource? _source;

        internal Awaiter(ILoopWaitSource? source) => _source = source;

        public bool IsCompleted => _source is null;

        /// <summary>False when the wait was cancelled.</summary>
        public bool GetResult() => _source is null || _source.EndWait();

        public void OnCompleted(Action continuation) => _source!.OnWaited(continuation);

        public void UnsafeOnCompleted(Action continuation) => _source!.OnWaited(continuation);
    }
}

/// <summary>What a <see cref="LoopWait"/> waits for.</summary>
public interface ILoopWaitSource
{
    /// <summary>Has <paramref name="continuation"/> called when the wait is over, later in that turn of the loop.</summary>
    void OnWaited(Action continuation);

    /// <summary>Takes the result; false = cancelled.</summary>
    bool EndWait();
}
