using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Threading;
using Engine.IO.Polling;
using Engine.IO.Tests.Sockets;
using Xunit;

namespace Engine.IO.Tests.Polling;

/// <summary>epoll(7), edge-triggered, with the kernel itself.</summary>
public sealed class EpollPollerTests : IDisposable
{
    private const ulong Key = 0xFEDC_BA98_0000_0001;
    private const ReadyFlags Both = ReadyFlags.Readable | ReadyFlags.Writable;

    private readonly EpollPoller _poller = new(eventsMax: 4);
    private readonly LoopbackPair _pair = new();

    public void Dispose()
    {
        _poller.Dispose();
        _pair.Dispose();
    }

    [Fact]
    public void Add_ConnectedSocket_IsReportedWritableUnderItsKeyOnce()
    {
        Assert.Equal(0, _poller.Add(_pair.Fd, Key));

        Assert.Equal([new ReadyEvent(Key, ReadyFlags.Writable)], Poll(-1));
        Assert.Empty(Poll(0));
    }

    [Fact]
    public void Add_BytesThereAlready_AreReported()
    {
        _pair.Peer.Send("x"u8);
        _pair.WaitReadable();

        _poller.Add(_pair.Fd, Key);

        Assert.Equal([new ReadyEvent(Key, Both)], Poll(-1));
    }

    [Fact]
    public void Bytes_ThatNobodyReads_AreReportedOnceAndAgainWhenMoreCome()
    {
        _poller.Add(_pair.Fd, Key);
        Poll(-1);

        _pair.Peer.Send("x"u8);
        Assert.Equal([new ReadyEvent(Key, Both)], Poll(-1));
        Assert.Empty(Poll(0));

        _pair.Peer.Send("y"u8);
        Assert.Equal([new ReadyEvent(Key, Both)], Poll(-1));
    }

    [Fact]
    public void Fin_IsReportedAsPeerClosed()
    {
        _poller.Add(_pair.Fd, Key);
        Poll(-1);

        _pair.Peer.Shutdown(SocketShutdown.Send);

        Assert.Equal([new ReadyEvent(Key, Both | ReadyFlags.PeerClosed)], Poll(-1));
    }

    [Fact]
    public void Reset_IsReportedAsFailed()
    {
        _poller.Add(_pair.Fd, Key);
        Poll(-1);

        _pair.ResetByPeer();

        Assert.True(Assert.Single(Poll(-1)).Flags.HasFlag(ReadyFlags.Failed | Both));
    }

    [Fact]
    public void Remove_EndsReportsOfADescriptorThatStaysOpen()
    {
        _poller.Add(_pair.Fd, Key);
        Poll(-1);

        _poller.Remove(_pair.Fd);
        _pair.Peer.Send("x"u8);
        _pair.WaitReadable();

        Assert.Empty(Poll(0));
        Assert.Equal(0, _poller.Add(_pair.Fd, Key + 1));
        Assert.Equal([new ReadyEvent(Key + 1, Both)], Poll(-1));
    }

    [Fact]
    public void Add_Twice_SaysEexist()
    {
        const int EEXIST = 17;
        _poller.Add(_pair.Fd, Key);

        Assert.Equal(EEXIST, _poller.Add(_pair.Fd, Key));
    }

    [Fact]
    public void Add_ClosedDescriptor_SaysEbadf()
    {
        const int EBADF = 9;

        Assert.Equal(EBADF, _poller.Add(-1, Key));
    }

    [Fact]
    public void Wait_MoreEventsThanRoom_BringsTheRestNextTime()
    {
        LoopbackPair[] pairs = [new(), new(), new(), new(), new(), new()];
        for (int i = 0; i < pairs.Length; i++)
        {
            _poller.Add(pairs[i].Fd, (ulong)i + 1);
        }

        HashSet<ulong> seen = [];
        int waits = 0;
        while (seen.Count < pairs.Length)
        {
            List<ReadyEvent> ready = Poll(-1);
            Assert.InRange(ready.Count, 1, 4);
            ready.ForEach(each => Assert.True(seen.Add(each.Key)));
            waits++;
        }

        Assert.Equal(2, waits);
        Array.ForEach(pairs, pair => pair.Dispose());
    }

    [Fact]
    public void Wake_BeforeAWait_EndsItWithoutAnEvent()
    {
        for (int i = 0; i < 100; i++)
        {
            _poller.Wake();
        }

        Assert.Empty(Poll(-1));
    }

    [Fact]
    public void Wake_FromAnotherThread_EndsAWaitWithoutEnd()
    {
        Thread thread = new(_poller.Wake);
        thread.Start();

        Assert.Empty(Poll(-1));
        thread.Join();
    }

    [Fact]
    public void Wake_IsUsedUpByOneWait()
    {
        _poller.Wake();
        Poll(-1);
        _poller.Add(_pair.Fd, Key);

        Assert.Single(Poll(-1));
    }

    private List<ReadyEvent> Poll(int timeoutMs)
    {
        Span<ReadyEvent> ready = stackalloc ReadyEvent[16];
        int count = _poller.Wait(ready, timeoutMs);
        return [.. ready[..count]];
    }
}
