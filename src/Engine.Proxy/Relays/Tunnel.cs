using Engine.IO.Tasks;
using Engine.Proxy.Exchanges;

namespace Engine.Proxy.Relays;

/// <summary>
/// Carries bytes both ways until both sides have closed: TCP mode, CONNECT and Upgrade. A side that closes its half is told on,
/// and the other half goes on alone.
/// </summary>
internal static class Tunnel
{
    /// <summary>Returns when both directions have ended.</summary>
    internal static async LoopTask RunAsync(Exchange exchange)
    {
        exchange.Upload.Connect(exchange.Client.Pipe, exchange.ServerPipe);
        exchange.Download.Connect(exchange.ServerPipe, exchange.Client.Pipe);
        exchange.AwaitTunnel();
        LoopTask requests = RunDirectionAsync(exchange, exchange.Upload);
        await RunDirectionAsync(exchange, exchange.Download);
        await requests;
        exchange.StopTimers();
    }

    private static async LoopTask RunDirectionAsync(Exchange exchange, RelayLink link)
    {
        RelayEnd end = await PlainRelay.RunToEndAsync(link);
        if (end == RelayEnd.Done)
        {
            // FIN goes on behind the last byte; the other direction may have much to say still.
            link.Sink.ShutdownSend();
            exchange.OnTunnelHalfClosed(link.Direction);
        }
        else if (end != RelayEnd.Canceled)
        {
            bool byClient = (link.Direction == Direction.Request) == (end == RelayEnd.SourceClosed);
            exchange.Terminate(byClient ? Termination.ClientAbortedInResponse : Termination.ServerClosedInResponse);
        }
    }
}
