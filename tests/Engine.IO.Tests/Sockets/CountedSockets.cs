using System;
using Engine.IO.Sockets;

namespace Engine.IO.Tests.Sockets;

/// <summary>The sockets of this machine, and how often they were called.</summary>
internal sealed class CountedSockets : SocketLayer
{
    private readonly KernelSockets _kernel = new();

    public int Receives { get; private set; }

    public int Sends { get; private set; }

    public override int Receive(int fd, Span<byte> into)
    {
        Receives++;
        return _kernel.Receive(fd, into);
    }

    public override int Send(int fd, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, bool more)
    {
        Sends++;
        return _kernel.Send(fd, first, second, more);
    }

    public override int Connect(in ConnectTarget target) => _kernel.Connect(target);

    public override int OpenPipe(int bytes, out int readEnd, out int writeEnd) => _kernel.OpenPipe(bytes, out readEnd, out writeEnd);

    public override int Splice(int from, int to, int count, bool more) => _kernel.Splice(from, to, count, more);

    public override int TakeError(int fd) => _kernel.TakeError(fd);

    public override bool IsQuiet(int fd) => _kernel.IsQuiet(fd);

    public override void ShutdownSend(int fd) => _kernel.ShutdownSend(fd);

    public override void Close(int fd, bool reset) => _kernel.Close(fd, reset);
}
