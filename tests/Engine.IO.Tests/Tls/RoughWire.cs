using System;
using System.Collections.Generic;
using Engine.IO.Native;
using Engine.IO.Polling;
using Engine.IO.Sockets;
using Engine.IO.Tests.Polling;

namespace Engine.IO.Tests.Tls;

/// <summary>
/// A kernel with one connection whose both ends are on one loop. Bytes are split, held back, refused and interrupted as the seed
/// wants it; what the loop is told of is what epoll would tell, edge by edge.
/// </summary>
internal sealed class RoughWire(int seed, ScriptedPoller poller) : SocketLayer
{
    internal const int ClientFd = 11;
    internal const int ServerFd = 12;
    private const int SendBufferBytes = 3000;

    private readonly Random _random = new(seed);
    private readonly Way _up = new();
    private readonly Way _down = new();

    /// <summary>Calls of the server's side that sent something.</summary>
    internal int ServerSends { get; private set; }

    /// <summary>False = a good day: whole and at once.</summary>
    internal bool IsRough { get; set; } = true;

    /// <summary>Lets some of what is under way arrive, and tells of it. False when nothing is under way.</summary>
    internal bool Move()
    {
        bool moved = Move(_up, ServerFd, ClientFd);
        moved |= Move(_down, ClientFd, ServerFd);
        return moved;
    }

    /// <summary>Cuts the way to the server: what was sent until now arrives, then FIN.</summary>
    internal void EndUp() => _up.IsEnded = true;

    public override int Receive(int fd, Span<byte> into)
    {
        Way way = fd == ServerFd ? _up : _down;
        if (IsRough && _random.Next(20) == 0)
        {
            return -Errno.EINTR;
        }

        int count = Math.Min(way.Arrived, into.Length);
        if (count == 0)
        {
            return way.IsEnded && way.Bytes.Count == 0 ? 0 : -Errno.EAGAIN;
        }

        // A receive that gives less than asked for has emptied the socket; so what it leaves has not arrived yet.
        if (IsRough && count > 1 && _random.Next(3) == 0)
        {
            count = _random.Next(1, count);
        }

        if (count < into.Length)
        {
            way.Arrived = count;
        }

        for (int i = 0; i < count; i++)
        {
            into[i] = way.Bytes.Dequeue();
        }

        way.Arrived -= count;
        return count;
    }

    public override int Send(int fd, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, bool more)
    {
        Way way = fd == ClientFd ? _up : _down;
        ServerSends += fd == ServerFd ? 1 : 0;
        if (!IsRough)
        {
            Enqueue(way, first);
            Enqueue(way, second);
            return first.Length + second.Length;
        }

        byte[] all = [.. first, .. second];
        int room = SendBufferBytes - way.Bytes.Count;
        if (room <= 0)
        {
            way.WantsRoom = true;
            return -Errno.EAGAIN;
        }

        if (_random.Next(20) == 0)
        {
            return -Errno.EINTR;
        }

        int count = Math.Min(all.Length, room);
        count = count > 1 && _random.Next(3) == 0 ? _random.Next(1, count) : count;
        Enqueue(way, all.AsSpan(0, count));
        return count;
    }

    private static void Enqueue(Way way, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            way.Bytes.Enqueue(value);
        }
    }

    public override int Connect(in ConnectTarget target) => throw new NotSupportedException();

    public override int OpenPipe(int bytes, out int readEnd, out int writeEnd) => throw new NotSupportedException();

    public override int Splice(int from, int to, int count, bool more) => throw new NotSupportedException();

    public override int TakeError(int fd) => 0;

    public override bool IsQuiet(int fd) => (fd == ServerFd ? _up : _down).Arrived == 0;

    public override void ShutdownSend(int fd) => (fd == ClientFd ? _up : _down).IsEnded = true;

    public override void Close(int fd, bool reset) => ShutdownSend(fd);

    private bool Move(Way way, int receiver, int sender)
    {
        int waiting = way.Bytes.Count - way.Arrived;
        ReadyFlags flags = default;
        if (waiting > 0)
        {
            way.Arrived += IsRough ? _random.Next(0, waiting + 1) : waiting;
            flags = ReadyFlags.Readable;
        }
        else if (way.IsEnded && !way.IsEndTold)
        {
            way.IsEndTold = true;
            flags = ReadyFlags.Readable | ReadyFlags.PeerClosed;
        }

        if (flags != default)
        {
            poller.Report(receiver, flags);
        }

        bool room = way.WantsRoom && way.Bytes.Count < SendBufferBytes;
        if (room)
        {
            way.WantsRoom = false;
            poller.Report(sender, ReadyFlags.Writable);
        }

        return flags != default || room || way.Bytes.Count > way.Arrived;
    }

    /// <summary>One direction.</summary>
    private sealed class Way
    {
        public Queue<byte> Bytes { get; } = new(1 << 17);

        public int Arrived { get; set; }

        public bool IsEnded { get; set; }

        public bool IsEndTold { get; set; }

        public bool WantsRoom { get; set; }
    }
}
