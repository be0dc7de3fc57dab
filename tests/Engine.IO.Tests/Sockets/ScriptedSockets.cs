using System;
using System.Collections.Generic;
using Engine.IO.Native;
using Engine.IO.Sockets;

namespace Engine.IO.Tests.Sockets;

/// <summary>One socket whose kernel side a test holds in its hands.</summary>
internal sealed class ScriptedSockets : SocketLayer
{
    private readonly List<byte> _incoming = [];
    private bool _incomingEnded;

    public List<byte> Sent { get; } = [];

    /// <summary>Bytes that the send buffer still takes.</summary>
    public int SendRoom { get; set; } = int.MaxValue;

    /// <summary>Errors that the next receives answer with, before anything else.</summary>
    public Queue<int> ReceiveErrors { get; } = new();

    /// <summary>Errors that the next sends answer with, before anything else.</summary>
    public Queue<int> SendErrors { get; } = new();

    public int Receives { get; private set; }

    public List<int> Sends { get; } = [];

    public void Arrive(ReadOnlySpan<byte> bytes) => _incoming.AddRange(bytes);

    public void ArriveEnd() => _incomingEnded = true;

    public override int Receive(int fd, Span<byte> into)
    {
        Receives++;
        if (ReceiveErrors.TryDequeue(out int error))
        {
            return -error;
        }

        int count = Math.Min(into.Length, _incoming.Count);
        if (count == 0)
        {
            return _incomingEnded ? 0 : -Errno.EAGAIN;
        }

        _incoming[..count].ToArray().CopyTo(into);
        _incoming.RemoveRange(0, count);
        return count;
    }

    public override int Send(int fd, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, bool more)
    {
        Sends.Add(first.Length + second.Length);
        if (SendErrors.TryDequeue(out int error))
        {
            return -error;
        }

        byte[] all = [.. first, .. second];
        int count = Math.Min(all.Length, SendRoom);
        if (count == 0)
        {
            return -Errno.EAGAIN;
        }

        SendRoom -= count;
        Sent.AddRange(all.AsSpan(0, count));
        return count;
    }

    public override int Connect(in ConnectTarget target) => throw new NotSupportedException();

    public override int OpenPipe(int bytes, out int readEnd, out int writeEnd) => throw new NotSupportedException();

    public override int Splice(int from, int to, int count, bool more) => throw new NotSupportedException();

    public override int TakeError(int fd) => 0;

    public override bool IsQuiet(int fd) => _incoming.Count == 0 && !_incomingEnded;

    public override void ShutdownSend(int fd)
    {
    }

    public override void Close(int fd, bool reset)
    {
    }
}
