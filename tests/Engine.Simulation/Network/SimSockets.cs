using System;
using System.Buffers.Binary;
using Engine.IO.Native;
using Engine.IO.Sockets;
using Engine.Simulation.World;

namespace Engine.Simulation.Network;

/// <summary>The kernel of one loop: partial counts, refusals and interrupts as the seed wants them, and a watch on who touches what.</summary>
internal class SimSockets(SimNetwork network, SimPoller poller) : SocketLayer
{
    private const int CallsPerTurnMax = 200_000;

    private int _calls;

    private SimWorld World => network.World;

    private Weather Weather => network.Weather;

    public void BeginTurn() => _calls = 0;

    public override int Receive(int fd, Span<byte> into)
    {
        SimSocket socket = Touch(fd);
        if (World.Chance(Weather.Interrupt))
        {
            return -Errno.EINTR;
        }

        // A receive that returns less than was asked for has drained the socket. So the rest has to arrive later: with an edge of its own.
        int offered = Math.Min(into.Length, socket.In.Arrived);
        bool partial = offered > 1 && !socket.IsWhole && World.Chance(Weather.Partial);
        int count = socket.Receive(partial ? into[..World.Between(1, offered - 1)] : into);
        if (partial)
        {
            World.After(World.Between(0, 2), socket.Notify);
        }

        World.Mix(fd, count, into[..Math.Max(count, 0)]);
        return count;
    }

    public override int Send(int fd, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, bool more)
    {
        SimSocket socket = Touch(fd);
        if (World.Chance(Weather.Interrupt))
        {
            return -Errno.EINTR;
        }

        if (World.Chance(Weather.Refusal))
        {
            return socket.PendingError == 0 && !socket.IsBroken ? socket.Refuse() : socket.Send(first);
        }

        byte[] all = [.. first, .. second];
        int most = all.Length > 1 && World.Chance(Weather.Partial) ? World.Between(1, all.Length - 1) : all.Length;
        int sent = socket.Send(Outgoing(all.AsSpan(0, most)));
        World.Mix(fd, sent, all.AsSpan(0, Math.Max(sent, 0)));
        return sent;
    }

    public override int Connect(in ConnectTarget target) => network.ConnectServer(BinaryPrimitives.ReadUInt16BigEndian(target.Address[2..]));

    public override int OpenPipe(int bytes, out int readEnd, out int writeEnd)
    {
        if (World.Chance(Weather.AcceptError))
        {
            readEnd = writeEnd = -1;
            return -Errno.EMFILE;
        }

        var inside = new ByteQueue();
        int capacity = World.OneOf(4096, 65536, bytes == 0 ? 65536 : bytes);
        var read = new SimPipe(network, inside, capacity);
        var write = new SimPipe(network, inside, capacity);
        network.Adopt(read);
        network.Adopt(write);
        (readEnd, writeEnd) = (read.Fd, write.Fd);
        return capacity;
    }

    public override int Splice(int from, int to, int count, bool more)
    {
        Count();
        if (World.Chance(Weather.Interrupt))
        {
            return -Errno.EINTR;
        }

        return network.Find(from) is SimPipe source ? SpliceOut(source, Touch(to), count) : SpliceIn(Touch(from), (SimPipe)network.Find(to), count);
    }

    public override int TakeError(int fd) => Touch(fd).TakeError();

    public override bool IsQuiet(int fd)
    {
        SimSocket socket = Touch(fd);
        return socket.In.Arrived == 0 && !socket.In.FinArrived && !socket.IsBroken && socket.PendingError == 0;
    }

    public override void ShutdownSend(int fd) => Touch(fd).ShutdownSend();

    public override void Close(int fd, bool reset)
    {
        if (network.Find(fd) is SimSocket socket)
        {
            Touch(fd);
            World.Note($"close {fd} {socket.Name}{(reset ? " with a reset" : "")}{(socket.In.Arrived > 0 ? $", {socket.In.Arrived} bytes unread" : "")}");
            socket.Close(reset);
        }
        else
        {
            network.Forget(network.Find(fd));
        }
    }

    /// <summary>What really goes out: here is where a test of the checks corrupts bytes.</summary>
    protected virtual ReadOnlySpan<byte> Outgoing(Span<byte> bytes) => bytes;

    private int SpliceIn(SimSocket from, SimPipe pipe, int count)
    {
        int most = Math.Min(count, pipe.Room);
        if (most == 0)
        {
            return -Errno.EAGAIN;
        }

        if (from.In.Arrived == 0)
        {
            return from.Receive([]);
        }

        int moved = Math.Min(most, from.In.Arrived);
        moved = World.Chance(Weather.Partial) ? World.Between(1, moved) : moved;
        pipe.Inside.Add(from.In.Peek[..moved]);
        World.Mix(from.Fd, moved, from.In.Peek[..moved]);
        from.In.Drop(moved);
        from.MadeRoom();
        return moved;
    }

    private int SpliceOut(SimPipe pipe, SimSocket to, int count)
    {
        int most = Math.Min(count, pipe.Inside.Count);
        if (most == 0)
        {
            return -Errno.EAGAIN;
        }

        int n = to.Send(Outgoing(pipe.Inside.Span[..most].ToArray()));
        World.Mix(to.Fd, n, []);
        if (n > 0)
        {
            pipe.Inside.Drop(n);
        }

        return n;
    }

    private SimSocket Touch(int fd)
    {
        Count();
        SimSocket socket = network.Socket(fd);
        if (socket.Poller is not null && socket.Poller != poller)
        {
            throw new InvalidOperationException($"A loop touches {socket.Name} {fd}, which another loop owns.");
        }

        return socket;
    }

    private void Count()
    {
        if (++_calls > CallsPerTurnMax)
        {
            throw new InvalidOperationException("The loop spins: no end of system calls in one turn.");
        }
    }
}
