using System.Threading;
using Engine.Proxy.State;
using Xunit;

namespace Engine.Proxy.Tests.State;

/// <summary><c>maxconnrate</c>, <c>maxsessrate</c>, <c>maxsslrate</c> and <c>rate-limit sessions</c>.</summary>
public sealed class RateLimitTests
{
    [Fact]
    public void ASecond_TakesSoMany_AndTheNextOneAsManyAgain()
    {
        RateLimitShared limit = new(2);
        Assert.True(limit.TryCount(5000));
        Assert.True(limit.TryCount(5999));
        Assert.False(limit.TryCount(5999));
        Assert.Equal(1, RateLimitShared.WaitMs(5999));
        Assert.True(limit.TryCount(6000));
        Assert.Equal(1000, RateLimitShared.WaitMs(6000));
    }

    [Fact]
    public void WhatIsGivenBack_MakesRoomInItsOwnSecondOnly()
    {
        RateLimitShared limit = new(1);
        Assert.True(limit.TryCount(5000));
        limit.GiveBack(5500);
        Assert.True(limit.TryCount(5600));
        limit.GiveBack(6000);
        Assert.False(limit.TryCount(5700));
        Assert.True(limit.TryCount(6000));
    }

    [Fact]
    public void WithoutALimit_EverybodyIsTaken_AndZeroMeansThat()
    {
        RateLimitShared limit = new() { Shown = 0 };
        Assert.False(limit.IsLimited);
        Assert.Equal(0, limit.Shown);
        for (int i = 0; i < 10_000; i++)
        {
            Assert.True(limit.TryCount(1));
        }
    }

    [Fact]
    public void AFrontendThatIsFull_TakesNothingFromTheProcess()
    {
        ConnectionLimitShared process = new(100);
        FrontendState small = new("small", 100, process);
        FrontendState large = new("large", 100, process);
        small.SessionLimit.Max = 1;
        AcceptRatesShared rates = new();
        rates.Connections.Max = 3;
        rates.Sessions.Max = 2;
        Assert.True(rates.Limit(large));
        Assert.True(rates.TryEnter(small, 7000));
        Assert.False(rates.TryEnter(small, 7000));
        Assert.True(rates.TryEnter(large, 7000));
        Assert.False(rates.TryEnter(large, 7000));

        // Rejected before it was a session: the connection counts, the session does not.
        rates.LeaveSession(large, 7000);
        Assert.True(rates.TryEnter(large, 7000));
        Assert.False(rates.TryEnter(large, 7000));
        rates.LeaveSession(large, 7000);
        Assert.False(rates.TryEnter(large, 7000));
        rates.Leave(large, 7000);
        Assert.True(rates.TryEnter(large, 7000));
    }

    [Fact]
    public void ManyLoops_NeverTakeMoreThanTheLimit()
    {
        RateLimitShared limit = new(1000);
        int taken = 0;
        Thread[] loops = new Thread[4];
        for (int i = 0; i < loops.Length; i++)
        {
            loops[i] = new Thread(() =>
            {
                for (int n = 0; n < 5000; n++)
                {
                    if (limit.TryCount(3000))
                    {
                        Interlocked.Increment(ref taken);
                    }
                }
            });
            loops[i].Start();
        }

        foreach (Thread loop in loops)
        {
            loop.Join();
        }

        Assert.Equal(1000, taken);
    }
}
