using System;
using System.Linq;
using System.Threading;
using Engine.Proxy.State;
using Xunit;

namespace Engine.Proxy.Tests.State;

/// <summary><c>maxconn</c> of frontends and of the process.</summary>
public sealed class ConnectionLimitTests
{
    [Fact]
    public void Leave_TellsOfTheFirstRoomOnly()
    {
        ConnectionLimitShared limit = new(2);
        Assert.True(limit.TryEnter());
        Assert.True(limit.TryEnter());
        Assert.False(limit.TryEnter());
        Assert.Equal(2, limit.Count);
        Assert.True(limit.Leave());
        Assert.False(limit.Leave());
        Assert.Equal(0, limit.Count);
    }

    [Fact]
    public void Frontend_ThatIsFull_TakesNothingFromTheProcess()
    {
        ConnectionLimitShared process = new(3);
        FrontendState small = new("small", 1, process);
        FrontendState large = new("large", 10, process);
        Assert.True(small.TryEnter());
        Assert.False(small.TryEnter());
        Assert.Equal(1, process.Count);
        Assert.True(large.TryEnter());
        Assert.True(large.TryEnter());
        Assert.False(large.TryEnter());
        Assert.Equal(2, large.Connections.Count);
    }

    [Fact]
    public void ManyThreads_NeverMoreThanTheLimit()
    {
        ConnectionLimitShared limit = new(3);
        int inside = 0;
        bool tooMany = false;
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 100_000; i++)
            {
                if (limit.TryEnter())
                {
                    tooMany |= Interlocked.Increment(ref inside) > 3;
                    Interlocked.Decrement(ref inside);
                    limit.Leave();
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.False(tooMany);
        Assert.Equal(0, limit.Count);
    }
}
