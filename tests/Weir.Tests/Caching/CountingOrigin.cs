using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit.Sdk;

namespace Weir.Tests.Caching;

/// <summary>A server that gives each target the response that a test has written for it. "#" in it is the number of the request for that target: who is given the same number twice was answered by somebody else.</summary>
internal sealed class CountingOrigin : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<string, string> _responses = new();
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public CountingOrigin()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Requests for that target so far.</summary>
    public int CountOf(string target) => _counts.TryGetValue(target, out int count) ? count : 0;

    public void Say(string target, string response) => _responses[target] = response;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(new Wire(await _listener.AcceptAsync()));
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Wire client)
    {
        try
        {
            while (true)
            {
                string head = await client.ReceiveHeadAsync();
                string[] words = head.Split(' ', 3);
                int count = _counts.AddOrUpdate(words[1], 1, static (_, before) => before + 1);
                string response = _responses[words[1]].Replace("#", count.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
                await client.SendAsync(Encoding.Latin1.GetBytes(response));
                if (response.Contains("Connection: close", StringComparison.Ordinal))
                {
                    break;
                }
            }
        }
        catch (Exception fault) when (fault is SocketException or XunitException or OperationCanceledException)
        {
            // The proxy has closed.
        }

        client.Dispose();
    }
}
