using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;

namespace Weir.Tests.Logs;

/// <summary>A log server that takes lines over connections.</summary>
internal sealed class LogServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public LogServer(int port)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _listener.Listen();
    }

    public async Task<Wire> AcceptAsync()
    {
        using CancellationTokenSource limit = new(Wire.Patience);
        return new Wire(await _listener.AcceptAsync(limit.Token));
    }

    public void Dispose() => _listener.Dispose();
}
