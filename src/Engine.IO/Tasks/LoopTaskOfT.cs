using System;
using System.Runtime.CompilerServices;

namespace Engine.IO.Tasks;

/// <summary>A <see cref="LoopTask"/> with a result.</summary>
[AsyncMethodBuilder(typeof(LoopTaskMethodBuilder<>))]
public readonly struct LoopTask<T>
{
    private readonly LoopTaskSource<T>? _source;
    private readonly T _result;

    internal LoopTask(T result)
    {
        _source = null;
        _result = result;
    }

    internal LoopTask(LoopTaskSource<T> source)
    {
        _source = source;
        _result = default!;
    }

    public bool IsCompleted => _source is null || _source.IsCompleted;

    public Awaiter GetAwaiter() => new(_source, _result);

    public readonly struct Awaiter : ICriticalNotifyCompletion
    {
        private readonly LoopTaskSource<T>? _source;
        private readonly T _result;

        internal Awaiter(LoopTaskSource<T>? source, T result)
        {
            _source = source;
            _result = result;
        }

        public bool IsCompleted => _source is null || _source.IsCompleted;

        public T GetResult()
        {
            if (_source is null)
            {
                return _result;
            }

            T result = _source.Result;
            _source.TakeResult();
            return result;
        }

        public void OnCompleted(Action continuation) => _source!.OnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => _source!.OnCompleted(continuation);
    }
}
