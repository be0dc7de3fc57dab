using System.IO.Pipelines;
using Engine.IO.Tasks;

namespace Engine.Proxy.Clients;

/// <summary>Says that nothing more follows, and listens to the client a little longer before the connection is closed on it (RFC 9112 section 9.6).</summary>
internal static class LingeringClose
{
    /// <summary>How long, and for how many bytes, a client that still sends is listened to before the connection is closed on it.</summary>
    private const int LingerMs = 2000;

    /// <summary>
    /// A client that stops when it has our answer has this much under way by then: what both kernels hold between it and us
    /// (net.ipv4.tcp_wmem and tcp_rmem, 4 and 6 MB unless told otherwise), and some more.
    /// </summary>
    private const int LingerBytesMax = 16 * 1024 * 1024;

    internal static async LoopTask RunAsync(ClientConnection client)
    {
        client.Pipe.ShutdownSend();
        client.Await(ClientWait.Linger, LingerMs);
        long seen = 0;
        while (seen < LingerBytesMax)
        {
            ReadResult read = await client.Pipe.Input.ReadAsync();
            if (read.IsCanceled || read.IsCompleted)
            {
                break;
            }

            seen += read.Buffer.Length;
            client.Pipe.Input.AdvanceTo(read.Buffer.End);
        }
    }
}
