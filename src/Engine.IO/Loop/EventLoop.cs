using System;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Threading;
using Engine.IO.Buffers;
using Engine.IO.Polling;
using Engine.IO.Sockets;
using Engine.IO.Tls;

namespace Engine.IO.Loop;

/// <summary>
/// One thread, one poller, and everything that thread owns: connections, buffers, timers. What it owns, only it touches; other
/// threads talk to it by <see cref="Post"/>. It is the <see cref="PipeScheduler"/> of its pipes.
/// </summary>
public sealed class EventLoop : PipeScheduler, IDisposable
{
    /// <summary>A wait that brings so many reports shows a loop with more work than time.</summary>
    private const int BusyReports = 4;

    /// <summary>So many turns without sleep may gather one batch: enough to make one call of several, too few for a receiver to be flooded.</summary>
    private const int TurnsHeldMax = 4;

    [ThreadStatic]
    private static EventLoop? _current;

    private readonly ReadyEvent[] _ready;
    private readonly WorkQueue _completions = new();
    private readonly WorkQueue _batches = new();
    private readonly ConcurrentQueue<WorkItem> _posted = new();
    private readonly HandlerTable _handlers = new();
    private readonly LateWatches _late = new();
    private readonly GatheredSends _sends = new();
    private int _turnsHeld;
    private int _awake = 1;
    private volatile bool _stopping;

    public EventLoop(EventLoopParts parts)
    {
        Index = parts.Index;
        Poller = parts.Poller;
        Sockets = parts.Sockets;
        Clock = parts.Clock;
        Buffers = parts.Buffers;
        OnBroken = parts.OnBroken;
        _ready = new ReadyEvent[parts.EventsMax];
        Clock.Update();
        Timers = new TimerWheel(Clock.NowMs);
    }

    /// <summary>0-based number of this loop; HAProxy's thread number less one.</summary>
    public int Index { get; }

    public LoopClock Clock { get; }

    public TimerWheel Timers { get; }

    public BufferPool Buffers { get; }

    /// <summary>The kernel's side of a socket, or the simulator's.</summary>
    public SocketLayer Sockets { get; }

    /// <summary>Work that was posted and is not begun. Any thread, as of about now.</summary>
    public int PostedCount => _posted.Count;

    internal Poller Poller { get; }

    internal TlsWarmSessions WarmSessions { get; } = new();

    internal Action<Exception> OnBroken { get; }

    /// <summary>True once <see cref="Stop"/> was called: no further turn is due.</summary>
    internal bool HasStopped => _stopping;

    /// <summary>The loop that runs on this thread; null on any other thread.</summary>
    public static EventLoop? Current => _current;

    /// <summary>Runs until <see cref="Stop"/>; the calling thread becomes the loop's.</summary>
    public void Run()
    {
        while (!_stopping)
        {
            Turn(int.MaxValue);
        }
    }

    /// <summary>One turn, waiting at most <paramref name="waitMaxMs"/> for something to happen. True when anything did.</summary>
    public bool Turn(int waitMaxMs)
    {
        _current = this;
        int ready = Wait(waitMaxMs);
        Clock.Update();
        for (int i = 0; i < ready; i++)
        {
            _handlers.Find(_ready[i].Key)?.OnReady(_ready[i].Flags);
        }

        int done = ready + RunCompletions();
        Timers.Advance(Clock.NowMs);
        WatchDue();
        done += RunPosted();
        done += RunCompletions();
        _sends.Send();

        // With so many reports the next wait finds more of them and does not sleep either.
        if (ready < BusyReports || ++_turnsHeld == TurnsHeldMax)
        {
            FlushBatches();
        }

        return done > 0;
    }

    /// <summary>Ends <see cref="Run"/> after the current turn. Any thread.</summary>
    public void Stop()
    {
        _stopping = true;
        Poller.Wake();
    }

    /// <summary>Runs <paramref name="action"/> on this loop, in its next turn. Any thread.</summary>
    public void Post(Action<object?> action, object? state)
    {
        _posted.Enqueue(new WorkItem(action, state));
        if (Interlocked.Exchange(ref _awake, 1) == 0)
        {
            Poller.Wake();
        }
    }

    /// <summary>Runs <paramref name="action"/> later in this turn when called on the loop, else posts it.</summary>
    public override void Schedule(Action<object?> action, object? state)
    {
        if (_current == this)
        {
            _completions.Enqueue(action, state);
        }
        else
        {
            Post(action, state);
        }
    }

    /// <summary>Runs <paramref name="action"/> later in this turn. On the loop only.</summary>
    internal void Later(Action<object?>? action, object? state) => _completions.Enqueue(action, state);

    /// <summary>
    /// Runs <paramref name="flush"/> once all else is done, just before the loop sleeps, or after a few turns of a loop that is too busy
    /// to sleep: whoever collects what turns bring (log lines) asks for it with the first piece, and sends all of them at once. On the
    /// loop only.
    /// </summary>
    public void BeforeSleep(Action<object?> flush, object? state) => _batches.Enqueue(flush, state);

    /// <summary>What the writer holds is sent when this turn ends.</summary>
    internal void SendSoon(SocketWriter writer) => _sends.Add(writer);

    /// <summary>Reports the edges of <paramref name="fd"/> to <paramref name="handler"/>. 0 or errno.</summary>
    public int Watch(int fd, PollHandler handler)
    {
        handler.PollKey = _handlers.Add(handler);
        int error = Poller.Add(fd, handler.PollKey);
        if (error != 0)
        {
            Forget(handler);
        }

        return error;
    }

    /// <summary>Takes a connection of this loop whose edges nobody waits for yet; it is watched once somebody does, or a little later.</summary>
    internal void WatchLater(SocketConnection connection) => _late.Add(connection, Clock.NowMs);

    /// <summary>Watches one of <see cref="WatchLater"/> now. Where the kernel has no room for it, that is tried again.</summary>
    internal void WatchNow(SocketConnection connection)
    {
        _late.Remove(connection);
        if (Watch(connection.Fd, connection) != 0)
        {
            _late.Add(connection, Clock.NowMs);
        }
    }

    /// <summary>The connection is closed before it was ever watched.</summary>
    internal void DropLate(SocketConnection connection) => _late.Remove(connection);

    /// <summary>No report reaches the handler from now on, not even one already fetched. Before the descriptor is closed.</summary>
    public void Forget(PollHandler handler)
    {
        _handlers.Remove(handler.PollKey);
        handler.PollKey = 0;
    }

    public void Dispose() => Poller.Dispose();

    private int Wait(int waitMaxMs)
    {
        // Announced before the last look at the queue: a poster either is seen here or sees that we sleep and wakes us.
        Volatile.Write(ref _awake, 0);
        Interlocked.MemoryBarrier();
        int waitMs = 0;
        if (_posted.IsEmpty && _completions.IsEmpty && _batches.IsEmpty)
        {
            int timersMs = EarlierMs(Timers.NextWaitMs(Clock.NowMs), _late.NextWaitMs(Clock.NowMs));
            waitMs = waitMaxMs == int.MaxValue ? timersMs : timersMs < 0 ? waitMaxMs : Math.Min(timersMs, waitMaxMs);
        }

        int ready = Poller.Wait(_ready, waitMs);
        Volatile.Write(ref _awake, 1);
        return ready;
    }

    /// <summary>The earlier of two waits; negative is never.</summary>
    private static int EarlierMs(int a, int b) => a < 0 ? b : b < 0 ? a : Math.Min(a, b);

    private void WatchDue()
    {
        while (_late.IsDue(Clock.NowMs))
        {
            WatchNow(_late.First);
        }
    }

    private int RunCompletions()
    {
        int count = 0;
        while (_completions.TryRun())
        {
            count++;
        }

        return count;
    }

    private void FlushBatches()
    {
        _turnsHeld = 0;
        while (_batches.TryRun())
        {
        }
    }

    private int RunPosted()
    {
        // Only what is there now: work that posts more work must not keep the loop from its sockets.
        int count = _posted.IsEmpty ? 0 : _posted.Count;
        for (int i = 0; i < count && _posted.TryDequeue(out WorkItem item); i++)
        {
            item.Run();
        }

        return count;
    }
}
