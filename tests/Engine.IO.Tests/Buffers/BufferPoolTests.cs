using System;
using System.Collections.Generic;
using Engine.IO.Buffers;
using Xunit;

namespace Engine.IO.Tests.Buffers;

public sealed class BufferPoolTests
{
    [Fact]
    public void Rent_ManyBlocks_NoTwoShareAByte()
    {
        BufferPool pool = new(1024);
        List<SlabBuffer> rented = [];
        for (byte i = 0; i < 100; i++)
        {
            SlabBuffer buffer = pool.Rent();
            Assert.Equal(1024, buffer.Length);
            buffer.Span.Fill(i);
            rented.Add(buffer);
        }

        for (byte i = 0; i < 100; i++)
        {
            Assert.Equal(-1, rented[i].Span.IndexOfAnyExcept(i));
        }
    }

    [Fact]
    public void MemoryAndSpan_AreTheSameBytesOfTheArray()
    {
        BufferPool pool = new(1024);
        pool.Rent();
        SlabBuffer second = pool.Rent();

        second.Span[0] = 17;
        second.Memory.Span[1023] = 18;

        Assert.Equal(17, second.Array[second.Offset]);
        Assert.Equal(18, second.Array[second.Offset + 1023]);
        Assert.Equal(18, second.Span[1023]);
    }

    [Fact]
    public void Outstanding_CountsWhatWasNotReturned()
    {
        BufferPool pool = new(1024);
        SlabBuffer first = pool.Rent();
        SlabBuffer second = pool.Rent();
        Assert.Equal(2, pool.Outstanding);

        pool.Return(first);
        Assert.Equal(1, pool.Outstanding);

        pool.Return(second);
        Assert.Equal(0, pool.Outstanding);
    }

    [Fact]
    public void Return_Twice_AccusesTheSecondReturn()
    {
        BufferPool pool = new(1024);
        SlabBuffer buffer = pool.Rent();
        pool.Return(buffer);

        Assert.Throws<InvalidOperationException>(() => pool.Return(buffer));
        Assert.Equal(0, pool.Outstanding);
    }

    [Fact]
    public void Return_TwiceWithOthersBetween_IsAccusedAsWell()
    {
        BufferPool pool = new(1024);
        SlabBuffer first = pool.Rent();
        SlabBuffer second = pool.Rent();
        pool.Return(first);
        pool.Return(second);

        Assert.Throws<InvalidOperationException>(() => pool.Return(first));
    }

    [Fact]
    public void Return_WithPoison_OverwritesTheWholeBlockAndNoOther()
    {
        BufferPool pool = new(1024, poison: true);
        SlabBuffer before = pool.Rent();
        SlabBuffer buffer = pool.Rent();
        SlabBuffer behind = pool.Rent();
        before.Span.Fill(1);
        buffer.Span.Fill(2);
        behind.Span.Fill(3);

        pool.Return(buffer);

        Assert.Equal(-1, buffer.Span.IndexOfAnyExcept((byte)0xDD));
        Assert.Equal(-1, before.Span.IndexOfAnyExcept((byte)1));
        Assert.Equal(-1, behind.Span.IndexOfAnyExcept((byte)3));
    }

    [Fact]
    public void Return_WithoutPoison_LeavesTheBytes()
    {
        BufferPool pool = new(1024);
        SlabBuffer buffer = pool.Rent();
        buffer.Span.Fill(2);

        pool.Return(buffer);

        Assert.Equal(-1, buffer.Span.IndexOfAnyExcept((byte)2));
    }

    [Fact]
    public void Rent_AfterReturn_GivesTheBlockThatIsStillInTheCache()
    {
        BufferPool pool = new(1024);
        pool.Rent();
        SlabBuffer buffer = pool.Rent();
        pool.Return(buffer);

        Assert.Same(buffer, pool.Rent());
    }

    [Fact]
    public void RentAndReturn_InTheSteadyState_AllocateNothing()
    {
        BufferPool pool = new(1024, poison: true);

        Assert.Equal(0, Allocations.LeastOf(100_000, () => pool.Return(pool.Rent())));
    }

    [Fact]
    public void BlockBelowOneKilobyte_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new BufferPool(1023));
}
