using System;
using System.Collections.Generic;
using Engine.IO.Loop;

namespace Engine.IO.Tests.Loop;

/// <summary>Owner of any number of timers: remembers who fired, and does what a test asks for while they fire.</summary>
internal sealed class TimerCalls : ITimerOwner
{
    public List<LoopTimer> Fired { get; } = [];

    public Action<LoopTimer>? WhileFiring { get; set; }

    public void OnTimer(LoopTimer timer)
    {
        Fired.Add(timer);
        WhileFiring?.Invoke(timer);
    }
}
