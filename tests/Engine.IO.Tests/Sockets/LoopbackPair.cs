using System;
using System.Net;
using System.Net.Sockets;
using Engine.IO.Listening;
using Engine.IO.Native;
using RawSockets = Engine.IO.Tests.Listening.Sockets;

namespace Engine.IO.Tests.Sockets;

/// <summary>A TCP connection over loopback: a bare non-blocking descriptor on our side, a blocking socket of the framework as the peer.</summary>
internal sealed class LoopbackPair : IDisposable
{
    private bool _given;

    /// <param name="tinyBuffers">Some 100 KB on the way from us to the peer instead of megabytes.</param>
    public LoopbackPair(bool tinyBuffers = false)
    {
        const int SendBytes = 4608; // the least the kernel gives (SOCK_MIN_SNDBUF)
        const int ReceiveBytes = 65536; // one segment of loopback: with less the kernel waits for its window timers
        ListenOptions options = new() { SendBufferBytes = tinyBuffers ? SendBytes : null };
        using ListenSocket listener = RawSockets.Open(RawSockets.IP("127.0.0.1"), options);
        Peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (tinyBuffers)
        {
            Peer.ReceiveBufferSize = ReceiveBytes;
        }

        Peer.Connect(new IPEndPoint(IPAddress.Loopback, listener.Endpoint.Port));
        Fd = RawSockets.Accept(listener, out _);
    }

    public int Fd { get; }

    public Socket Peer { get; }

    /// <summary>The descriptor, for somebody else to close.</summary>
    public int Give()
    {
        _given = true;
        return Fd;
    }

    /// <summary>Waits, however long, until our side has something to read.</summary>
    public void WaitReadable() => RawSockets.WaitReadable(Fd);

    /// <summary>The peer goes with RST instead of FIN (SO_LINGER of zero seconds).</summary>
    public void ResetByPeer()
    {
        Peer.LingerState = new LingerOption(true, 0);
        Peer.Close();
    }

    public void Dispose()
    {
        if (!_given)
        {
            _ = Libc.close(Fd);
        }

        Peer.Dispose();
    }
}
