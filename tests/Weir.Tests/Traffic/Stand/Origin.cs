using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Xunit.Sdk;

namespace Weir.Tests.Traffic.Stand;

/// <summary>A server as its proxy sees it: a listening socket whose connections a test plays by hand.</summary>
internal sealed class Origin : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <param name="backlog">Connections the kernel completes before the test accepts them.</param>
    /// <param name="port">0 = any free one.</param>
    public Origin(int backlog = 512, int port = 0)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _listener.Listen(backlog);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
    }

    public int Port { get; }

    /// <summary>Connections accepted so far.</summary>
    public int Accepted { get; private set; }

    /// <summary>True when a connection waits to be accepted.</summary>
    public bool HasVisitor => _listener.Poll(0, SelectMode.SelectRead);

    /// <summary>The next connection.</summary>
    public async Task<Wire> AcceptAsync()
    {
        using CancellationTokenSource limit = new(Wire.Patience);
        try
        {
            Socket socket = await _listener.AcceptAsync(limit.Token);
            Accepted++;
            return new Wire(socket);
        }
        catch (OperationCanceledException)
        {
            throw new XunitException($"no connection came for {Wire.Patience.TotalSeconds} s");
        }
    }

    public void Dispose() => _listener.Dispose();
}
