using System;
using System.Linq;
using Engine.IO.Native;
using Engine.IO.Polling;
using Engine.IO.Sockets;

namespace Engine.LoadTests.Tests.Traffic;

/// <summary>The sockets of a <see cref="World"/>.</summary>
internal sealed class WorldSockets(World world) : SocketLayer
{
    private const int FirstFd = 100;

    public override int Receive(int fd, Span<byte> into) => Of(fd).Receive(into);

    public override int Send(int fd, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, bool more) => Of(fd).Send([.. first, .. second]);

    public override int Connect(in ConnectTarget target)
    {
        if (world.ConnectError != 0)
        {
            return -world.ConnectError;
        }

        int fd = FirstFd + world.Connections.Count;
        world.Connections.Add(new WorldConnection(world, fd));
        world.After(world.ConnectNs, () => world.Report(fd, ReadyFlags.Writable));
        return fd;
    }

    public override int OpenPipe(int bytes, out int readEnd, out int writeEnd)
    {
        readEnd = writeEnd = -1;
        return -Errno.EOPNOTSUPP;
    }

    public override int Splice(int from, int to, int count, bool more) => -Errno.EOPNOTSUPP;

    public override int TakeError(int fd) => 0;

    public override bool IsQuiet(int fd) => true;

    public override void ShutdownSend(int fd)
    {
    }

    public override void Close(int fd, bool reset) => Of(fd).Close();

    private WorldConnection Of(int fd) => world.Connections.Single(connection => connection.Fd == fd);
}
