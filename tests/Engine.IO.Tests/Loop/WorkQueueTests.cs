using System;
using System.Collections.Generic;
using Engine.IO.Loop;
using Xunit;

namespace Engine.IO.Tests.Loop;

public sealed class WorkQueueTests
{
    private static readonly Action<object?> Nothing = static _ => { };

    /// <summary>States of the calls made, in their order.</summary>
    private readonly List<object?> _made = [];

    [Fact]
    public void Empty_GivesNothing()
    {
        WorkQueue queue = new();

        Assert.True(queue.IsEmpty);
        Assert.False(queue.TryRun());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    public void GrowingWithTheHeadAnywhere_KeepsTheOrder(int headAt)
    {
        WorkQueue queue = new();
        for (int i = 0; i < headAt; i++)
        {
            queue.Enqueue(Nothing, -1);
            queue.TryRun();
        }

        for (int i = 0; i < 1000; i++)
        {
            queue.Enqueue(_made.Add, i);
        }

        for (int i = 0; i < 1000; i++)
        {
            Assert.True(queue.TryRun());
            Assert.Equal(i, _made[^1]);
        }

        Assert.True(queue.IsEmpty);
    }

    [Fact]
    public void RandomUse_IsThatOfAPlainQueue()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Random random = new(seed);
            WorkQueue queue = new();
            Queue<int> plain = new();
            for (int i = 0; i < 5000; i++)
            {
                // Tends to fill first and to empty later, so that the ring both grows and goes round.
                if (random.Next(5000) > i)
                {
                    queue.Enqueue(_made.Add, i);
                    plain.Enqueue(i);
                }
                else
                {
                    bool expected = plain.TryDequeue(out int value);
                    _made.Clear();
                    Assert.Equal(expected, queue.TryRun());
                    Assert.Equal(expected ? [value] : [], _made);
                }

                Assert.True(queue.IsEmpty == (plain.Count == 0), $"seed {seed}, step {i}");
            }
        }
    }

    [Fact]
    public void WithoutAnAction_TheStateIsTheCall()
    {
        WorkQueue queue = new();
        queue.Enqueue(null, (Action)(() => _made.Add("called")));
        queue.Enqueue(_made.Add, "and then");

        Assert.True(queue.TryRun());
        Assert.True(queue.TryRun());
        Assert.Equal(["called", "and then"], _made);
    }

    [Fact]
    public void SteadyState_AllocatesNothing()
    {
        WorkQueue queue = new();
        Assert.Equal(0, Allocations.LeastOf(100_000, () =>
        {
            queue.Enqueue(Nothing, queue);
            queue.TryRun();
        }));
    }
}
