using System;
using System.Collections.Generic;
using System.Text;
using Engine.IO.Native;
using Engine.IO.Sockets;

namespace Engine.Proxy.Tests.Logs;

/// <summary>A kernel that takes datagrams as a test wants: each call is answered with what stands first in <see cref="Answers"/>, or takes all.</summary>
internal sealed class FakeReceiver : SocketLayer
{
    /// <summary>Counts to take, or negated errno.</summary>
    public Queue<int> Answers { get; } = new();

    public List<string> Received { get; } = [];

    public int Opened { get; private set; }

    public int Calls { get; private set; }

    /// <summary>errno for those who open a socket; 0 lets them.</summary>
    public int OpenError { get; set; }

    public override int OpenDatagram(ReadOnlySpan<byte> address)
    {
        Opened++;
        return OpenError == 0 ? 7 : -OpenError;
    }

    /// <summary>What the kernel was asked to hold back of it; 0 for its own.</summary>
    public int SendBufferBytes { get; private set; }

    public override void SizeSendBuffer(int fd, int bytes) => SendBufferBytes = bytes;

    public override int SendDatagrams(int fd, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> ends)
    {
        Calls++;
        int count = Answers.TryDequeue(out int answer) ? Math.Min(answer, ends.Length) : ends.Length;
        for (int i = 0; i < count; i++)
        {
            int start = i == 0 ? 0 : ends[i - 1];
            Received.Add(Encoding.Latin1.GetString(bytes[start..ends[i]]));
        }

        return count;
    }

    public override int Receive(int fd, Span<byte> into) => -Errno.EAGAIN;

    public override int Send(int fd, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, bool more) => -Errno.EPIPE;

    public override int Connect(in ConnectTarget target) => -Errno.ECONNREFUSED;

    public override int OpenPipe(int bytes, out int readEnd, out int writeEnd)
    {
        readEnd = writeEnd = -1;
        return -Errno.EMFILE;
    }

    public override int Splice(int from, int to, int count, bool more) => -Errno.EPIPE;

    public override int TakeError(int fd) => 0;

    public override bool IsQuiet(int fd) => true;

    public override void ShutdownSend(int fd)
    {
    }

    public override void Close(int fd, bool reset)
    {
    }
}
