using System;
using Engine.IO.Native;
using Engine.IO.Sockets;

namespace Engine.LoadTests.Tests.Steady;

/// <summary>Sockets whose every request is answered by the next poll; allocates nothing, so that what is counted is the generator's own.</summary>
internal sealed class SteadyKernel : SocketLayer
{
    public const int FdsMax = 8;

    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nServer: steady\r\nContent-Length: 2\r\n\r\nhi"u8.ToArray();

    private readonly bool[] _isOwed = new bool[FdsMax];
    private int _opened;

    public long Requests { get; private set; }

    /// <summary>Descriptors that are connected.</summary>
    public int Opened => _opened;

    public bool IsOwed(int fd) => _isOwed[fd];

    public override int Receive(int fd, Span<byte> into)
    {
        if (!_isOwed[fd])
        {
            return -Errno.EAGAIN;
        }

        _isOwed[fd] = false;
        Answer.CopyTo(into);
        return Answer.Length;
    }

    public override int Send(int fd, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, bool more)
    {
        _isOwed[fd] = true;
        Requests++;
        return first.Length + second.Length;
    }

    public override int Connect(in ConnectTarget target) => _opened++;

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

    public override void Close(int fd, bool reset)
    {
    }
}
