using System;
using System.Collections.Generic;
using System.Linq;
using Engine.IO.Buffers;
using Engine.IO.Loop;
using Engine.IO.Polling;
using Engine.IO.Tests.Polling;
using Engine.IO.Tests.Sockets;
using Xunit;

namespace Engine.IO.Tests.Loop;

/// <summary>One turn after the other on a scripted poller; <see cref="EventLoopThreadTests"/> has the threads.</summary>
public sealed class EventLoopTests : IDisposable
{
    private readonly ScriptedPoller _poller = new();
    private readonly TestClock _clock = new();
    private readonly EventLoop _loop;
    private readonly List<string> _log = [];

    public EventLoopTests() =>
        _loop = new EventLoop(new EventLoopParts { Poller = _poller, Sockets = new ScriptedSockets(), Clock = _clock, Buffers = new BufferPool(1024) });

    public void Dispose() => _loop.Dispose();

    [Fact]
    public void Turn_RunsItsPhasesInTheirOrder()
    {
        Handler handler = new(_ =>
        {
            _log.Add("event");
            _loop.Schedule(Log, "completion of the event");
            _loop.Post(Log, "posted by the event");
        });
        _loop.Watch(5, handler);
        TimerCalls timers = new()
        {
            WhileFiring = _ =>
            {
                _log.Add("timer");
                _loop.Schedule(Log, "completion of the timer");
            },
        };
        _loop.Timers.Set(new LoopTimer(timers), 10);
        _clock.Set(100);
        _poller.Report(5, ReadyFlags.Readable);

        _loop.Turn(0);

        Assert.Equal(["event", "completion of the event", "timer", "posted by the event", "completion of the timer"], _log);
    }

    [Fact]
    public void BeforeSleep_RunsWhenAllElseOfTheTurnIsDone_AndOnce()
    {
        _loop.Post(
            _ =>
            {
                _loop.BeforeSleep(Log, "batch");
                _loop.Schedule(Log, "completion");
            },
            null);

        _loop.Turn(0);
        _loop.Turn(0);

        Assert.Equal(["completion", "batch"], _log);
    }

    /// <summary>Four reports in a turn are a busy loop: it does not sleep after this turn, and a batch may grow for four turns.</summary>
    [Theory]
    [InlineData(3, 1)]
    [InlineData(4, 4)]
    public void BeforeSleep_GathersOverTheTurnsOfABusyLoop(int reports, int turns)
    {
        for (int fd = 5; fd < 5 + reports; fd++)
        {
            _loop.Watch(fd, new Handler(_ => { }));
        }

        _loop.Post(_ => _loop.BeforeSleep(Log, "batch"), null);
        for (int turn = 1; turn <= turns; turn++)
        {
            Assert.Empty(_log);
            for (int fd = 5; fd < 5 + reports; fd++)
            {
                _poller.Report(fd, ReadyFlags.Readable);
            }

            _loop.Turn(int.MaxValue);
        }

        Assert.Equal(["batch"], _log);
        Assert.All(_poller.WaitsMs.Skip(1), static waitMs => Assert.Equal(0, waitMs));
    }

    [Fact]
    public void BeforeSleep_OfABusyLoopThatFindsNothingMore_IsNotHeldBack()
    {
        for (int fd = 5; fd < 9; fd++)
        {
            _loop.Watch(fd, new Handler(_ => { }));
            _poller.Report(fd, ReadyFlags.Readable);
        }

        _loop.Post(_ => _loop.BeforeSleep(Log, "batch"), null);
        _loop.Turn(int.MaxValue);
        Assert.Empty(_log);
        _loop.Turn(int.MaxValue);
        Assert.Equal(["batch"], _log);
    }

    [Fact]
    public void Schedule_OnTheLoop_RunsInTheSameTurnAlsoWhenACompletionDoesIt()
    {
        _loop.Post(_ => _loop.Schedule(_ => _loop.Schedule(Log, "third"), null), null);

        _loop.Turn(0);

        Assert.Equal(["third"], _log);
    }

    [Fact]
    public void Schedule_OnAnotherLoop_IsPostedToIt()
    {
        using EventLoop other = new(new EventLoopParts { Poller = new ScriptedPoller(), Sockets = new ScriptedSockets(), Clock = new TestClock(), Buffers = new BufferPool(1024) });
        other.Post(_ => _loop.Schedule(Log, "work"), null);

        other.Turn(0);
        Assert.Empty(_log);

        _loop.Turn(0);
        Assert.Equal(["work"], _log);
    }

    [Fact]
    public void Post_FromPostedWork_WaitsForTheNextTurn()
    {
        _loop.Post(
            _ =>
            {
                _log.Add("first");
                _loop.Post(Log, "second");
            },
            null);

        _loop.Turn(0);
        Assert.Equal(["first"], _log);

        _loop.Turn(int.MaxValue);
        Assert.Equal(["first", "second"], _log);
        Assert.Equal(0, _poller.WaitsMs[1]); // with work at hand it does not sleep
    }

    [Fact]
    public void Wait_LastsUntilTheNextTimerOrTheGivenMaximum()
    {
        _loop.Turn(int.MaxValue);
        _loop.Turn(77);
        LoopTimer timer = new(new TimerCalls());
        _loop.Timers.Set(timer, 41);
        _loop.Turn(int.MaxValue);
        _loop.Turn(10);
        _loop.Turn(500);

        Assert.Equal([-1, 77, 43, 10, 43], _poller.WaitsMs); // the clock stands at 1; 41 is rounded up to the tick at 44
    }

    [Fact]
    public void Post_ToALoopThatIsAwake_CostsNoWakeUp()
    {
        _loop.Post(Log, "before the first turn");
        _loop.Turn(0);
        _loop.Post(Log, "between turns");
        _loop.Turn(0);

        Assert.Equal(["before the first turn", "between turns"], _log);
        Assert.Equal(0, _poller.Wakes);
    }

    [Fact]
    public void Post_ToASleepingLoop_WakesItOnce()
    {
        _poller.WhileWaiting = () =>
        {
            _loop.Post(Log, "a");
            _loop.Post(Log, "b");
        };

        _loop.Turn(int.MaxValue);

        Assert.Equal(["a", "b"], _log);
        Assert.Equal(1, _poller.Wakes);
    }

    [Fact]
    public void Watch_Refused_ReportsErrnoAndKeepsNoKey()
    {
        const int ENOSPC = 28;
        Handler handler = new(_ => _log.Add("event"));
        _poller.AddError = ENOSPC;

        Assert.Equal(ENOSPC, _loop.Watch(5, handler));
        Assert.Equal(0ul, handler.PollKey);
    }

    [Fact]
    public void Forget_ByAnEarlierHandlerOfTheSameBatch_DropsTheReport()
    {
        Handler second = new(_ => _log.Add("second"));
        Handler first = new(_ =>
        {
            _log.Add("first");
            _loop.Forget(second);
        });
        _loop.Watch(5, first);
        _loop.Watch(6, second);
        _poller.Report(5, ReadyFlags.Readable);
        _poller.Report(6, ReadyFlags.Readable);

        _loop.Turn(0);

        Assert.Equal(["first"], _log);
    }

    [Fact]
    public void Watch_SlotUsedAgainInTheSameBatch_DoesNotInheritTheReport()
    {
        Handler old = new(_ => _log.Add("old"));
        Handler next = new(_ => _log.Add("next"));
        Handler first = new(_ =>
        {
            _loop.Forget(old);
            _loop.Watch(7, next);
        });
        _loop.Watch(5, first);
        _loop.Watch(6, old);
        _poller.Report(5, ReadyFlags.Readable);
        _poller.Report(6, ReadyFlags.Readable);

        _loop.Turn(0);

        Assert.Empty(_log);
    }

    [Fact]
    public void Current_IsTheLoopThatTurnedLastOnThisThread()
    {
        EventLoop? seen = null;
        _loop.Post(_ => seen = EventLoop.Current, null);

        _loop.Turn(0);

        Assert.Same(_loop, seen);
    }

    [Fact]
    public void Turn_SteadyState_AllocatesNothing()
    {
        Action<object?> nothing = static _ => { };
        Handler handler = new(_ => _loop.Schedule(nothing, null));
        _loop.Watch(5, handler);
        Assert.Equal(0, Allocations.LeastOf(100, () =>
        {
            _poller.WaitsMs.Clear();
            _poller.Report(5, ReadyFlags.Readable);
            _loop.Turn(0);
        }));
    }

    private void Log(object? what) => _log.Add((string)what!);

    private sealed class Handler(Action<ReadyFlags> onReady) : PollHandler
    {
        protected internal override void OnReady(ReadyFlags flags) => onReady(flags);
    }
}
