using System;
using System.Collections.Generic;
using System.Linq;
using Engine.IO.Buffers;
using Engine.IO.Loop;
using Engine.IO.Polling;
using Engine.LoadTests.Measuring;
using Engine.LoadTests.Scenarios;
using Engine.LoadTests.Tests.Scenarios;
using Engine.LoadTests.Traffic;
using Xunit;

namespace Engine.LoadTests.Tests.Traffic;

/// <summary>
/// A network, a server and a clock that exist in a test only. Time stands still while anybody works, and jumps to the next event when
/// everybody waits: a run of an hour takes as long as its work.
/// </summary>
internal sealed class World
{
    private readonly PriorityQueue<Action, (long AtNs, long Number)> _events = new();
    private readonly List<ReadyEvent> _ready = [];
    private readonly Dictionary<int, ulong> _keys = [];
    private long _number;

    /// <summary>What the server does with a request, given its head; by default it answers 200 after 1 ms.</summary>
    public Action<WorldConnection, string> Server { get; set; } = static (connection, _) => connection.Answer(1_000_000, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");

    /// <summary>errno of every attempt to connect; 0 = they succeed.</summary>
    public int ConnectError { get; set; }

    /// <summary>Time it takes to connect.</summary>
    public long ConnectNs { get; set; }

    /// <summary>Bytes that a connection takes before its server reads; the default is that it always reads.</summary>
    public int SendRoom { get; set; } = int.MaxValue;

    public long NowNs { get; private set; } = 1_000_000_000;

    public List<WorldConnection> Connections { get; } = [];

    /// <summary>Heads of all requests that arrived, with the time at which they did.</summary>
    public List<(long AtNs, string Head)> Requests { get; } = [];

    /// <summary>Runs a scenario to its end.</summary>
    public Recorder Run(string text)
    {
        Scenario scenario = Reading.Valid(text);
        var faults = new FaultList("t.load");
        LoadPlan? plan = LoadPlan.Compile(scenario, faults);
        Assert.NotNull(plan);
        using var loop = new EventLoop(new EventLoopParts
        {
            Poller = new WorldPoller(this),
            Sockets = new WorldSockets(this),
            Clock = new WorldClock(this),
            Buffers = new BufferPool(32 * 1024, poison: true),
            OnBroken = static fault => throw new InvalidOperationException("the load broke", fault),
        });
        using var alarm = new WorldAlarm(this, loop);
        var load = new LoadLoop(plan, 0, loop, new WorldNanoClock(this), alarm);
        loop.Post(static load => ((LoadLoop)load!).Start(), load);
        loop.Run();

        Assert.Equal(0, loop.Buffers.Outstanding);
        Assert.All(Connections, static connection => Assert.True(connection.IsClosed));
        return load.Recorder;
    }

    /// <summary>Does something once <paramref name="afterNs"/> have passed.</summary>
    public void After(long afterNs, Action action) => At(NowNs + afterNs, action);

    public void At(long atNs, Action action) => _events.Enqueue(action, (Math.Max(atNs, NowNs), _number++));

    /// <summary>Nobody runs for so long.</summary>
    public void Stall(long ns) => NowNs += ns;

    public void Watch(int fd, ulong key) => _keys[fd] = key;

    public void Unwatch(int fd) => _keys.Remove(fd);

    public void Report(int fd, ReadyFlags flags)
    {
        if (_keys.TryGetValue(fd, out ulong key))
        {
            _ready.Add(new ReadyEvent(key, flags));
        }
    }

    /// <summary>Lets time pass until something is ready, or for so long.</summary>
    public int Wait(Span<ReadyEvent> ready, int timeoutMs)
    {
        long untilNs = timeoutMs < 0 ? long.MaxValue : NowNs + (timeoutMs * 1_000_000L);
        while (_ready.Count == 0 && _events.TryPeek(out _, out (long AtNs, long) next) && next.AtNs <= untilNs)
        {
            NowNs = Math.Max(NowNs, next.AtNs);
            _events.Dequeue()();
        }

        if (_ready.Count == 0)
        {
            Assert.True(timeoutMs >= 0, "everybody waits for ever");
            NowNs = untilNs;
        }

        int count = Math.Min(ready.Length, _ready.Count);
        _ready.Take(count).ToArray().CopyTo(ready);
        _ready.RemoveRange(0, count);
        return count;
    }
}
