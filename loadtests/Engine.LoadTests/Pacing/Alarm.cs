using System;
using Engine.IO.Polling;

namespace Engine.LoadTests.Pacing;

/// <summary>Wakes a loop at a moment finer than its timer wheel's 4 ms: a request that leaves 2 ms late would count as 2 ms slow.</summary>
internal abstract class Alarm : PollHandler, IDisposable
{
    /// <summary>Called on the loop when the moment has come.</summary>
    public Action? Rang { get; set; }

    /// <summary>Replaces the moment; <see cref="long.MaxValue"/> = none. In ns of <see cref="NanoClock"/>.</summary>
    public abstract void Set(long dueNs);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    protected override void OnReady(ReadyFlags flags) => Rang?.Invoke();
}
