using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace Engine.LoadTests.Tests.Runs;

/// <summary>A real server on a real port that answers every request head with the same bytes; optionally it resets instead of going on.</summary>
internal sealed class RawOrigin : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _answer;
    private readonly bool _resets;

    public RawOrigin(string answer, bool resets = false)
    {
        _answer = Encoding.Latin1.GetBytes(answer);
        _resets = resets;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using Socket owned = socket;
        byte[] buffer = new byte[65536];
        string waiting = "";
        try
        {
            while (await socket.ReceiveAsync(buffer) is int count && count > 0)
            {
                waiting += Encoding.Latin1.GetString(buffer, 0, count);
                for (int end = waiting.IndexOf("\r\n\r\n", StringComparison.Ordinal); end >= 0; end = waiting.IndexOf("\r\n\r\n", StringComparison.Ordinal))
                {
                    waiting = waiting[(end + 4)..];
                    await socket.SendAsync(_answer);
                    if (_resets)
                    {
                        socket.LingerState = new LingerOption(true, 0);
                        return;
                    }
                }
            }
        }
        catch (SocketException)
        {
            // The generator has gone.
        }
    }
}
