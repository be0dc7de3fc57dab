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
        exchange.Waits.BeginTunnel();
        LoopTask<RelayEnd> upload = RunDirectionAsync(exchange, exchange.Upload);
        RelayEnd responses = await RunDirectionAsync(exchange, exchange.Download);
        RelayEnd requests = await upload;
        exchange.Waits.Stop();
        if (requests == RelayEnd.SinkFailed || responses == RelayEnd.SinkFailed)
        {
            exchange.Terminate(responses == RelayEnd.SinkFailed ? Termination.ClientAbortedInResponse : Termination.ServerClosedInResponse);
        }
    }

    private static async LoopTask<RelayEnd> RunDirectionAsync(Exchange exchange, RelayLink link)
    {
        RelayEnd end = await PlainRelay.RunToEndAsync(link);
        if (end == RelayEnd.Done)
        {
            // FIN goes on behind the last byte; the other direction may have much to say still.
            link.Sink.ShutdownSend();
            exchange.Waits.OnTunnelHalfClosed(link.Direction);
        }
        else if (end == RelayEnd.SourceClosed)
        {
            exchange.Terminate(link.Direction == Direction.Request ? Termination.ClientAbortedInResponse : Termination.ServerClosedInResponse);
        }

        // A receiver that has gone may have left words behind: the other direction carries them until it finds the end itself.
        return end;
    }
}
