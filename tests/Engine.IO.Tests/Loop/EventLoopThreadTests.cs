using System;
using System.Threading;
using Engine.IO.Loop;
using Xunit;

namespace Engine.IO.Tests.Loop;

/// <summary>A real loop on its own thread, sleeping in epoll_wait, and other threads that talk to it.</summary>
public sealed class EventLoopThreadTests
{
    /// <summary>Only a wake-up that was lost takes this long.</summary>
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(60);

    [Fact]
    public void Stop_FromAnotherThread_EndsASleepingLoop()
    {
        using EventLoop loop = NewLoop();
        Thread thread = Start(loop.Run);

        loop.Stop();

        Assert.True(thread.Join(Forever));
    }

    [Fact]
    public void Stop_BeforeRun_EndsItAtOnce()
    {
        using EventLoop loop = NewLoop();
        loop.Stop();

        Assert.True(Start(loop.Run).Join(Forever));
    }

    [Fact]
    public void Stop_FromItsOwnWork_EndsItAfterTheTurn()
    {
        using EventLoop loop = NewLoop();
        bool later = false;
        loop.Post(_ => loop.Stop(), null);
        loop.Post(_ => later = true, null);

        Assert.True(Start(loop.Run).Join(Forever));
        Assert.True(later);
    }

    [Fact]
    public void Post_OneAtATime_WakesTheSleepingLoopEachTime()
    {
        using EventLoop loop = NewLoop();
        using SemaphoreSlim ran = new(0);
        Thread thread = Start(loop.Run);
        for (int i = 0; i < 20_000; i++)
        {
            loop.Post(static state => ((SemaphoreSlim)state!).Release(), ran);
            Assert.True(ran.Wait(Forever), $"post {i} was lost");
        }

        loop.Stop();
        Assert.True(thread.Join(Forever));
    }

    [Fact]
    public void Post_FromFourThreadsAtOnce_LosesNothingAndKeepsEachThreadsOrder()
    {
        const int Posters = 4;
        const int PostsEach = 50_000;
        using EventLoop loop = NewLoop();
        int[] next = new int[Posters];
        int total = 0;
        int disorder = 0;
        Thread looping = Start(loop.Run);
        Thread[] posters = new Thread[Posters];
        for (int p = 0; p < Posters; p++)
        {
            int poster = p;
            posters[p] = Start(() =>
            {
                for (int i = 0; i < PostsEach; i++)
                {
                    int number = i;
                    loop.Post(_ => Take(poster, number), null);
                    if (number % 64 == poster)
                    {
                        Thread.Yield(); // lets the loop fall asleep now and then
                    }
                }
            });
        }

        Assert.All(posters, each => Assert.True(each.Join(Forever)));
        Assert.True(looping.Join(Forever), $"only {Volatile.Read(ref total)} of {Posters * PostsEach} came");
        Assert.Equal(0, disorder);

        // Runs on the loop only.
        void Take(int poster, int number)
        {
            disorder += next[poster]++ == number ? 0 : 1;
            if (++total == Posters * PostsEach)
            {
                loop.Stop();
            }
        }
    }

    [Fact]
    public void Schedule_FromAnotherThread_RunsOnTheLoop()
    {
        using EventLoop loop = NewLoop();
        EventLoop? seen = null;
        Assert.Null(EventLoop.Current is { } current && current == loop ? current : null);
        loop.Schedule(
            _ =>
            {
                seen = EventLoop.Current;
                loop.Stop();
            },
            null);

        Assert.True(Start(loop.Run).Join(Forever));
        Assert.Same(loop, seen);
    }

    [Fact]
    public void Timer_WakesTheSleepingLoop()
    {
        using EventLoop loop = NewLoop();
        long firedMs = 0;
        TimerCalls calls = new()
        {
            WhileFiring = _ =>
            {
                firedMs = loop.Clock.NowMs;
                loop.Stop();
            },
        };
        long dueMs = loop.Clock.NowMs + 30;
        loop.Timers.Set(new LoopTimer(calls), dueMs);

        Assert.True(Start(loop.Run).Join(Forever));
        Assert.True(firedMs >= dueMs);
    }

    private static EventLoop NewLoop() => new(EventLoopParts.Real(0, bufferBytes: 1024, eventsMax: 16));

    private static Thread Start(Action body)
    {
        Thread thread = new(() => body()) { IsBackground = true };
        thread.Start();
        return thread;
    }
}
