using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Engine.IO.Native;
using Engine.IO.Sockets;
using Engine.IO.Tasks;
using Xunit;

namespace Engine.IO.Tests.Sockets;

/// <summary>splice(2) from socket to socket, with real ones.</summary>
public sealed class SpliceChannelTests : IDisposable
{
    private readonly RealLoop _real = new();
    private readonly SpliceChannel _channel;

    public SpliceChannelTests() => _channel = SpliceChannel.TryCreate(_real.Kernel, 0)!;

    public void Dispose()
    {
        _channel.Dispose();
        _real.Dispose();
    }

    [Fact]
    public void Capacity_IsWhatTheKernelGrants()
    {
        Assert.Equal(65536, _channel.CapacityBytes);

        SpliceChannel larger = SpliceChannel.TryCreate(_real.Kernel, 200_000)!;
        Assert.Equal(262_144, larger.CapacityBytes); // pipe(7): rounded up to a power of two pages
        larger.Dispose();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)] // the source comes in dribs and drabs
    [InlineData(false, true)] // the sink takes little at a time
    [InlineData(true, true)]
    public void Body_WhicheverSideIsSlow_ArrivesExactly(bool slowSource, bool slowSink)
    {
        byte[] body = RandomBytes(500_000, 1);
        SocketConnection from = _real.Open(out Socket sender);
        SocketConnection to = _real.Open(out Socket receiver, tinyBuffers: slowSink);
        sender.Blocking = false;
        Random random = new(2);
        byte[] got = new byte[body.Length];
        int sent = 0;
        int received = 0;

        LoopTask<long> moving = MoveAllAsync(from, to, body.Length);
        _real.TurnUntil(() =>
        {
            int piece = Math.Min(slowSource ? random.Next(1, 3000) : 100_000, body.Length - sent);
            if (piece > 0 && sender.Send(body, sent, piece, SocketFlags.None, out SocketError _) is > 0 and int n)
            {
                sent += n;
            }

            if (receiver.Available > 0)
            {
                received += receiver.Receive(got, received, Math.Min(slowSink ? random.Next(1, 2000) : 100_000, got.Length - received), SocketFlags.None);
            }

            return received == body.Length;
        });

        Assert.Equal(body.Length, _real.Wait(moving));
        Assert.Equal(body, got);
        Assert.False(_channel.IsSoiled);
        Assert.Equal(0, _real.Kernel.Receives + _real.Kernel.Sends); // nothing passed through this process
    }

    [Fact]
    public void Move_TakesNoMoreThanItsMaximum()
    {
        SocketConnection from = _real.Open(out LoopbackPair source);
        SocketConnection to = _real.Open(out Socket receiver);
        source.Peer.Send("body|next response"u8);
        source.WaitReadable();

        Assert.Equal(5, _real.Wait(MoveAsync(from, to, 5)));

        Assert.Equal("body|"u8.ToArray(), Receive(receiver, 5));
        ReadResult rest = _real.Wait(from.Input.ReadAsync());
        Assert.Equal("next response"u8.ToArray(), rest.Buffer.ToArray());
        from.Input.AdvanceTo(rest.Buffer.End);
    }

    [Fact]
    public void Move_AtTheEndOfTheSource_IsZero()
    {
        SocketConnection from = _real.Open(out Socket sender);
        SocketConnection to = _real.Open(out Socket _);
        LoopTask<int> moving = MoveAsync(from, to, 1000);
        Assert.False(moving.IsCompleted);

        sender.Shutdown(SocketShutdown.Send);

        Assert.Equal(0, _real.Wait(moving));
    }

    [Fact]
    public void Move_BytesAndFinTogether_BytesThenZero()
    {
        SocketConnection from = _real.Open(out Socket sender);
        SocketConnection to = _real.Open(out Socket receiver);
        sender.Send("last"u8);
        sender.Shutdown(SocketShutdown.Send);
        _real.TurnUntil(() => from.PeerClosed);

        Assert.Equal(4, _real.Wait(MoveAsync(from, to, 1000)));
        Assert.Equal(0, _real.Wait(MoveAsync(from, to, 1000)));
        Assert.Equal("last"u8.ToArray(), Receive(receiver, 4));
    }

    [Fact]
    public void SourceResets_SaysErrno()
    {
        SocketConnection from = _real.Open(out LoopbackPair source);
        SocketConnection to = _real.Open(out Socket _);
        LoopTask<int> moving = MoveAsync(from, to, 1000);

        source.ResetByPeer();

        Assert.Equal(-Errno.ECONNRESET, _real.Wait(moving));
        Assert.Equal(Errno.ECONNRESET, from.Error);
        Assert.Equal(0, to.Error);
        Assert.False(_channel.IsSoiled);
    }

    [Fact]
    public void SinkResets_SaysErrnoWithoutASignalAndTheChannelIsSoiled()
    {
        SocketConnection from = _real.Open(out LoopbackPair source);
        SocketConnection to = _real.Open(out LoopbackPair sink);
        sink.ResetByPeer();
        _real.TurnUntil(() => to.IsReset);
        source.Peer.Send("lost"u8);
        source.WaitReadable();

        Assert.True(_real.Wait(MoveAsync(from, to, 1000)) is -Errno.ECONNRESET or -Errno.EPIPE);

        Assert.True(_channel.IsSoiled);
        Assert.NotEqual(0, to.Error);
        Assert.Equal(0, from.Error);
    }

    [Fact]
    public void Cancel_WhileTheSourceIsWaitedFor_LosesNothing()
    {
        SocketConnection from = _real.Open(out Socket sender);
        SocketConnection to = _real.Open(out Socket receiver);
        LoopTask<int> moving = MoveAsync(from, to, 1000);
        from.CancelWaits();
        Assert.Equal(-Errno.ECANCELED, _real.Wait(moving));
        Assert.False(_channel.IsSoiled);

        sender.Send("body"u8);

        Assert.Equal(4, _real.Wait(MoveAsync(from, to, 1000)));
        Assert.Equal("body"u8.ToArray(), Receive(receiver, 4));
    }

    [Fact]
    public void Cancel_WhileTheSinkIsWaitedFor_SoilsTheChannel()
    {
        SocketConnection from = _real.Open(out LoopbackPair source);
        SocketConnection to = _real.Open(out Socket _, tinyBuffers: true);
        source.Peer.Blocking = false;
        LoopTask<long> moving = MoveAllAsync(from, to, long.MaxValue);
        _real.TurnUntil(() =>
        {
            source.Peer.Send(new byte[10_000], 0, 10_000, SocketFlags.None, out SocketError _);
            return !to.Writable;
        });
        Assert.False(moving.IsCompleted);

        to.CancelWaits();

        Assert.Equal(-Errno.ECANCELED, _real.Wait(moving));
        Assert.True(_channel.IsSoiled);
    }

    [Fact]
    public void Channel_AfterUse_IsEmpty_TheNextRelayBeginsWithItsOwnBytes()
    {
        for (int i = 0; i < 20; i++)
        {
            SocketConnection from = _real.Open(out LoopbackPair source);
            SocketConnection to = _real.Open(out Socket receiver);
            byte[] body = RandomBytes(1 + (i * 700), i);
            source.Peer.Send(body);

            Assert.Equal(body.Length, _real.Wait(MoveAllAsync(from, to, body.Length)));

            Assert.Equal(body, Receive(receiver, body.Length));
        }
    }

    /// <summary>Bytes moved, or what stopped it.</summary>
    private async LoopTask<long> MoveAllAsync(SocketConnection from, SocketConnection to, long count)
    {
        long moved = 0;
        while (moved < count)
        {
            int n = await MoveAsync(from, to, count - moved);
            if (n <= 0)
            {
                return n;
            }

            moved += n;
        }

        return moved;
    }

    private static byte[] Receive(Socket peer, int count)
    {
        byte[] got = new byte[count];
        for (int at = 0; at < count;)
        {
            int n = peer.Receive(got, at, count - at, SocketFlags.None);
            Assert.NotEqual(0, n);
            at += n;
        }

        return got;
    }

    private static byte[] RandomBytes(int count, int seed)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>In and out again, as a relay does it.</summary>
    private async LoopTask<int> MoveAsync(SocketConnection from, SocketConnection to, long bytesMax)
    {
        int inside = await _channel.FillAsync(from, bytesMax);
        int failure = inside > 0 ? await _channel.DrainAsync(to, inside, more: inside < bytesMax) : 0;
        return failure < 0 ? failure : inside;
    }
}
