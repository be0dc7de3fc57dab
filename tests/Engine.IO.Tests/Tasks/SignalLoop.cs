using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Engine.IO.Buffers;
using Engine.IO.Loop;
using Engine.IO.Tasks;
using Engine.IO.Tests.Loop;
using Engine.IO.Tests.Polling;
using Engine.IO.Tests.Sockets;
using Xunit;

namespace Engine.IO.Tests.Tasks;

/// <summary>A loop without sockets: signals and the methods that wait for them.</summary>
internal sealed class SignalLoop : IDisposable
{
    private readonly ScriptedPoller _poller = new();
    private readonly EventLoop _loop;

    public SignalLoop() =>
        _loop = new EventLoop(new EventLoopParts { Poller = _poller, Sockets = new ScriptedSockets(), Clock = new TestClock(), Buffers = new BufferPool(1024), OnBroken = Broken.Add });

    /// <summary>What ended methods that nobody waited for.</summary>
    public List<Exception> Broken { get; } = [];

    public LoopSignal NewSignal() => new(_loop);

    public LoopTurn NewTurn() => new(_loop);

    public void Turn()
    {
        _loop.Turn(0);
        _poller.WaitsMs.Clear();
    }

    /// <summary>What a wait ends with in this turn.</summary>
    public T Result<T>(ValueTask<T> wait)
    {
        Turn();
        Assert.True(wait.IsCompleted, "The operation still waits.");
        return wait.GetAwaiter().GetResult();
    }

    public void Dispose() => _loop.Dispose();
}
