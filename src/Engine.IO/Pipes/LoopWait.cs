using System;
using System.Runtime.CompilerServices;

namespace Engine.IO.Pipes;

/// <summary>One wait of a loop-affine source; awaited at once, exactly once.</summary>
public readonly struct LoopWait
{
    private readonly LoopReader? _source;

    /// <param name="source">Null: it is over already, well.</param>
    public LoopWait(LoopReader? source) => _source = source;

    public Awaiter GetAwaiter() => new(_source);

    public readonly struct Awaiter : ICriticalNotifyCompletion
    {
        private readonly LoopReader? _source;

        internal Awaiter(LoopReader? source) => _source = source;

        public bool IsCompleted => _source is null;

        /// <summary>False when the wait was cancelled.</summary>
        public bool GetResult() => _source is null || _source.EndWait();

        public void OnCompleted(Action continuation) => _source!.OnWaited(continuation);

        public void UnsafeOnCompleted(Action continuation) => _source!.OnWaited(continuation);
    }
}
