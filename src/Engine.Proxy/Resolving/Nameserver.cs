using System;
using Engine.IO.DomainNames;
using Engine.IO.Loop;
using Engine.IO.Polling;
using Engine.Proxy.Plan;

namespace Engine.Proxy.Resolving;

/// <summary>One name server: a datagram socket that is opened when it is needed first, and a stream for what does not fit a datagram.</summary>
internal sealed class Nameserver : PollHandler
{
    private readonly Resolver _resolver;
    private readonly EventLoop _loop;
    private readonly NameserverStream _stream;
    private readonly byte[] _room;
    private int _fd = -1;

    internal Nameserver(Resolver resolver, NameserverPlan plan, EventLoop loop)
    {
        _resolver = resolver;
        _loop = loop;
        Plan = plan;
        _stream = new NameserverStream(this, loop);
        _room = new byte[resolver.Plan.PayloadBytes];
    }

    internal NameserverPlan Plan { get; }

    internal NameserverCounters Counters { get; } = new();

    /// <summary>False when the question could not be sent.</summary>
    internal bool Ask(in DnsQuestion question, ushort id)
    {
        bool sent = TryAsk(question, id);
        Counters.Sent += sent ? 1 : 0;
        Counters.SendErrors += sent ? 0 : 1;
        return sent;
    }

    private bool TryAsk(in DnsQuestion question, ushort id)
    {
        if (Plan.IsStream)
        {
            return AskByStream(question, id);
        }

        Span<byte> query = stackalloc byte[DnsQuestion.BytesMax];
        int length = question.Write(id, _resolver.Plan.PayloadBytes, query);
        return TryOpen() && _loop.Sockets.SendDatagrams(_fd, query[..length], [length]) == 1;
    }

    internal bool AskByStream(in DnsQuestion question, ushort id)
    {
        Span<byte> query = stackalloc byte[DnsQuestion.BytesMax];
        int length = question.Write(id, _resolver.Plan.PayloadBytes, query);
        return _stream.TrySend(query[..length]);
    }

    internal void Close()
    {
        _stream.Close();
        if (_fd >= 0)
        {
            _loop.Forget(this);
            _loop.Sockets.Close(_fd, reset: false);
            _fd = -1;
        }
    }

    internal void Take(ReadOnlySpan<byte> message) => _resolver.Take(this, message);

    protected override void OnReady(ReadyFlags flags)
    {
        // A few at a time would leave the rest without an edge: all that is there. An error (the port is closed) is a timeout's business.
        const int MessagesMax = 1024;
        for (int i = 0; i < MessagesMax; i++)
        {
            int received = _loop.Sockets.Receive(_fd, _room);
            if (received == -Engine.IO.Native.Errno.EAGAIN)
            {
                return;
            }

            if (received > 0)
            {
                Take(_room.AsSpan(0, received));
            }
        }
    }

    private bool TryOpen()
    {
        if (_fd >= 0)
        {
            return true;
        }

        int fd = _loop.Sockets.OpenDatagram(Plan.Endpoint.Native);
        if (fd < 0 || _loop.Watch(fd, this) != 0)
        {
            return false;
        }

        _fd = fd;
        return true;
    }
}
