#pragma warning disable CA2012 // operations are held and looked at: whether they wait is what is tested

using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Engine.IO.Native;
using Engine.IO.Sockets;
using Xunit;

namespace Engine.IO.Tests.Sockets;

/// <summary>Bytes over real sockets of this machine: end of file, back-pressure, system calls.</summary>
public sealed class SocketConnectionTests : IDisposable
{
    private readonly RealLoop _real = new();

    public void Dispose() => _real.Dispose();

    [Fact]
    public void Bytes_BothWays()
    {
        SocketConnection connection = _real.Open(out Socket peer);
        peer.Send("ping"u8);
        Assert.Equal("ping", ReadText(connection));

        connection.Output.Write("po"u8);
        _real.Wait(connection.Output.WriteAsync(Encoding.Latin1.GetBytes("ng")));

        Assert.Equal("pong"u8.ToArray(), Receive(peer, 4));
    }

    [Fact]
    public void BytesSentBeforeTheOpen_AreRead()
    {
        using LoopbackPair pair = new();
        pair.Peer.Send("early"u8);
        pair.WaitReadable();
        SocketConnection connection = _real.New();

        Assert.Equal(0, connection.Open(pair.Give()));

        Assert.Equal("early", ReadText(connection));
    }

    [Fact]
    public void DataAndFinTogether_BytesThenEndWithoutAnotherEdge()
    {
        SocketConnection connection = _real.Open(out LoopbackPair pair);
        _real.Settle();
        pair.Peer.Send("last"u8);
        pair.Peer.Shutdown(SocketShutdown.Send);
        _real.TurnUntil(() => connection.PeerClosed);
        Assert.Equal("last", ReadText(connection));

        Assert.True(connection.Input.TryRead(out ReadResult end)); // no turn in between
        Assert.True(end.IsCompleted);
        Assert.True(end.Buffer.IsEmpty);
        Assert.Equal(0, connection.Error);
    }

    [Fact]
    public void FinThatComesWhileTheBytesBeforeItAreRead_IsNotLost()
    {
        // The edge of the bytes has been fetched, the FIN arrives, and only then are the bytes received: a short count.
        SocketConnection connection = _real.Open(out LoopbackPair pair);
        _real.Settle();
        pair.Peer.Send("last"u8);
        _real.TurnUntil(() => connection.Readable);
        Assert.False(connection.PeerClosed);
        pair.Peer.Shutdown(SocketShutdown.Send);
        Assert.Equal("last", ReadText(connection));

        Assert.True(_real.Wait(connection.Input.ReadAsync()).IsCompleted);
    }

    [Fact]
    public void BytesBehindUrgentData_AreReadWithoutAnotherEdge()
    {
        // A receive stops at the urgent mark (tcp(7)): its short count does not mean that the socket is empty.
        SocketConnection connection = _real.Open(out Socket peer);
        _real.Settle();
        peer.Send("before"u8);
        peer.Send("!"u8, SocketFlags.OutOfBand);
        peer.Send("behind"u8);

        Assert.Equal("before", ReadText(connection));
        Assert.Equal("behind", ReadText(connection));
    }

    [Fact]
    public void KeepAliveExchange_TakesOneReceiveAndOneSend()
    {
        SocketConnection connection = _real.Open(out Socket peer);
        for (int i = 0; i < 50; i++)
        {
            ValueTask<ReadResult> read = connection.Input.ReadAsync();
            peer.Send("request"u8);
            ReadResult request = _real.Wait(read);
            connection.Input.AdvanceTo(request.Buffer.End);
            connection.Output.Write("response"u8);
            _real.Wait(connection.Output.FlushAsync());
            Receive(peer, 8);
        }

        Assert.Equal((50, 50), (_real.Kernel.Receives, _real.Kernel.Sends));
        Assert.Equal(0, _real.Buffers.Outstanding);
    }

    [Fact]
    public void LargeWrite_ToASlowPeerWithTinyBuffers_ArrivesWholeAndHoldsNoMemory()
    {
        SocketConnection connection = _real.Open(out Socket peer, tinyBuffers: true);
        byte[] body = RandomBytes(800_000, 1);
        connection.Output.Write("head"u8);

        ValueTask<FlushResult> write = connection.Output.WriteAsync(body);
        Assert.False(write.IsCompleted);
        Assert.InRange(connection.Output.UnflushedBytes, 1, body.Length);

        Assert.Equal([.. "head"u8, .. body], DrainInto(peer, body.Length + 4, seed: 2));
        Assert.False(_real.Wait(write).IsCompleted);
        Assert.Equal(0, _real.Buffers.Outstanding);
    }

    [Fact]
    public void BlockFlush_ToAFullSocket_ResumesFromTheBlock()
    {
        SocketConnection connection = _real.Open(out Socket peer, tinyBuffers: true);
        byte[] filling = RandomBytes(800_000, 1);
        ValueTask<FlushResult> first = connection.Output.WriteAsync(filling);
        Assert.False(first.IsCompleted);
        connection.CancelWaits();
        Assert.True(_real.Wait(first).IsCanceled);

        ValueTask<FlushResult> rest = connection.Output.FlushAsync();
        Assert.Equal(filling, DrainInto(peer, filling.Length, seed: 3));
        _real.Wait(rest);
        byte[] block = RandomBytes(4096, 4);
        connection.Output.Write(block);
        ValueTask<FlushResult> flush = connection.Output.FlushAsync();

        Assert.Equal(block, DrainInto(peer, block.Length, seed: 5));
        _real.Wait(flush);
    }

    [Fact]
    public void UnreadInput_IsNotReceived_SoThePeerIsHeldBack()
    {
        SocketConnection connection = _real.Open(out Socket peer);
        peer.Blocking = false;
        byte[] piece = new byte[65536];
        long sent = 0;
        while (peer.Send(piece, 0, piece.Length, SocketFlags.None, out SocketError error) is int n && error == SocketError.Success)
        {
            sent += n;
        }

        _real.Settle();
        Assert.Equal(0, _real.Kernel.Receives);
        Assert.Equal(0, _real.Buffers.Outstanding);

        long got = 0;
        while (got < sent)
        {
            ReadResult read = _real.Wait(connection.Input.ReadAsync());
            Assert.Equal(1, _real.Buffers.Outstanding);
            got += read.Buffer.Length;
            connection.Input.AdvanceTo(read.Buffer.End);
        }

        Assert.Equal(sent, got);
    }

    [Fact]
    public void StreamOfRandomPieces_ThroughASmallBlock_ArrivesWhole()
    {
        SocketConnection connection = _real.Open(out Socket peer);
        byte[] all = RandomBytes(300_000, 7);
        Random random = new(8);
        ArrayBufferWriter<byte> got = new();
        int sent = 0;
        while (got.WrittenCount < all.Length)
        {
            int count = Math.Min(random.Next(1, 9000), all.Length - sent);
            sent += peer.Send(all, sent, count, SocketFlags.None);
            while (got.WrittenCount < sent)
            {
                ReadResult read = _real.Wait(connection.Input.ReadAsync());
                int taken = random.Next((int)read.Buffer.Length + 1);
                got.Write(read.Buffer.Slice(0, taken).ToArray());
                connection.Input.AdvanceTo(read.Buffer.GetPosition(taken));
            }
        }

        Assert.Equal(all, got.WrittenSpan);
    }

    [Fact]
    public void ManagedBytes_PerExchange_AreNone()
    {
        SocketConnection connection = _real.Open(out LoopbackPair pair);
        byte[] message = new byte[100];
        Assert.Equal(0, Allocations.LeastOf(1000, Exchange));

        void Exchange()
        {
            ValueTask<ReadResult> read = connection.Input.ReadAsync();
            pair.Peer.Send(message);
            while (!read.IsCompleted)
            {
                _real.Loop.Turn(1000);
            }

            connection.Input.AdvanceTo(read.GetAwaiter().GetResult().Buffer.End);
            message.CopyTo(connection.Output.GetSpan(message.Length));
            connection.Output.Advance(message.Length);
            connection.Output.FlushAsync().GetAwaiter().GetResult();
            pair.Peer.Receive(message);
        }
    }

    private string ReadText(SocketConnection connection)
    {
        ReadResult read = _real.Wait(connection.Input.ReadAsync());
        string text = Encoding.Latin1.GetString(read.Buffer.ToArray());
        connection.Input.AdvanceTo(read.Buffer.End);
        return text;
    }

    /// <summary>Reads at the peer, in pieces of random size, while the loop turns.</summary>
    private byte[] DrainInto(Socket peer, int count, int seed)
    {
        Random random = new(seed);
        byte[] got = new byte[count];
        int at = 0;
        _real.TurnUntil(() =>
        {
            while (at < count && peer.Available > 0)
            {
                at += peer.Receive(got, at, Math.Min(random.Next(1, 5000), count - at), SocketFlags.None);
                _real.Loop.Turn(0);
            }

            return at == count;
        });
        return got;
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
}
