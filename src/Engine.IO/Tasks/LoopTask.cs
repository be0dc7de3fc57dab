using System;
using System.Runtime.CompilerServices;

namespace Engine.IO.Tasks;

/// <summary>
/// The task of a loop-affine async method: awaited exactly once, on the loop it runs on, without execution or synchronisation
/// contexts. Its state machine lives in a box that is pooled per thread, so a suspended method allocates nothing in the steady state.
/// </summary>
[AsyncMethodBuilder(typeof(LoopTaskMethodBuilder))]
public readonly struct LoopTask
{
    private readonly LoopTaskSource? _source;

    internal LoopTask(LoopTaskSource? source) => _source = source;

    public bool IsCompleted => _source is null || _source.IsCompleted;

    public Awaiter GetAwaiter() => new(_source);

    /// <summary>Lets the method run on with nobody waiting. An exception it ends with is a programmer's fault and ends the process.</summary>
    public void Forget() => _source?.Forget();

    public readonly struct Awaiter : ICriticalNotifyCompletion
    {
        private readonly LoopTaskSource? _source;

        internal Awaiter(LoopTaskSource? source) => _source = source;

        public bool IsCompleted => _source is null || _source.IsCompleted;

        public void GetResult() => _source?.TakeResult();

        public void OnCompleted(Action continuation) => _source!.OnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => _source!.OnCompleted(continuation);
    }
}
