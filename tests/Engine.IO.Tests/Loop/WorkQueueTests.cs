using System;
using System.Collections.Generic;
using Engine.IO.Loop;
using Xunit;

namespace Engine.IO.Tests.Loop;

public sealed class WorkQueueTests
{
    private static readonly Action<object?> Nothing = static _ => { };

    [Fact]
    public void Empty_GivesNothing()
    {
        WorkQueue queue = new();

        Assert.True(queue.IsEmpty);
        Assert.False(queue.TryDequeue(out WorkItem item));
        Assert.Null(item.Action);
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
            queue.TryDequeue(out _);
        }

        for (int i = 0; i < 1000; i++)
        {
            queue.Enqueue(Nothing, i);
        }

        for (int i = 0; i < 1000; i++)
        {
            Assert.True(queue.TryDequeue(out WorkItem item));
            Assert.Equal(i, item.State);
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
                    queue.Enqueue(Nothing, i);
                    plain.Enqueue(i);
                }
                else
                {
                    bool expected = plain.TryDequeue(out int value);
                    Assert.Equal(expected, queue.TryDequeue(out WorkItem item));
                    Assert.Equal(expected ? value : null, item.State);
                }

                Assert.True(queue.IsEmpty == (plain.Count == 0), $"seed {seed}, step {i}");
            }
        }
    }

    [Fact]
    public void SteadyState_AllocatesNothing()
    {
        WorkQueue queue = new();
        queue.Enqueue(Nothing, null);
        queue.TryDequeue(out _);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100_000; i++)
        {
            queue.Enqueue(Nothing, queue);
            queue.TryDequeue(out _);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
