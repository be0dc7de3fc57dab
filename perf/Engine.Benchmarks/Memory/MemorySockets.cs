using System;
using Engine.IO.Native;
using Engine.IO.Sockets;

namespace Engine.Benchmarks.Memory;

/// <summary>System calls that are a copy or a flag.</summary>
internal sealed class MemorySockets(MemoryNetwork network) : SocketLayer
{
    public override int Receive(int fd, Span<byte> into)
    {
        MemoryEndpoint endpoint = network[fd];
        return endpoint.HasIncoming ? endpoint.Take(into) : endpoint.HasEnded ? 0 : -Errno.EAGAIN;
    }

    public override int Send(int fd, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, bool more)
    {
        MemoryEndpoint endpoint = network[fd];
        endpoint.Sent += first.Length + second.Length;
        if (endpoint.Answer.Length > 0)
        {
            network.Deliver(endpoint, endpoint.Answer);
        }

        return first.Length + second.Length;
    }

    public override int Connect(in ConnectTarget target) => network.ConnectServer().Fd;

    public override int OpenPipe(int bytes, out int readEnd, out int writeEnd) => throw Large();

    public override int Splice(int from, int to, int count, bool more) => throw Large();

    public override int TakeError(int fd) => 0;

    public override bool IsQuiet(int fd) => !network[fd].HasIncoming;

    public override void ShutdownSend(int fd) => network.End(network[fd]);

    public override void Close(int fd, bool reset) => network.Close(network[fd]);

    private static NotSupportedException Large() => new("Only bodies too small to be spliced travel here.");
}
