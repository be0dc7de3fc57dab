using Engine.Config.Model;
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
        RelayEnd responses = await RunDownloadAsync(exchange);
        RelayEnd requests = await upload;
        exchange.Waits.Stop();
        if (requests == RelayEnd.SinkFailed || responses == RelayEnd.SinkFailed)
        {
            exchange.Terminate(responses == RelayEnd.SinkFailed ? Termination.ClientAbortedInResponse : Termination.ServerClosedInResponse);
        }
    }

    /// <summary>In TCP mode rules may want to see what the server says first; nothing of it passes before they have.</summary>
    private static async LoopTask<RelayEnd> RunDownloadAsync(Exchange exchange)
    {
        bool isTcp = exchange.Frontend.Mode == ProxyMode.Tcp;
        if (isTcp && (exchange.Backend!.Rules.TcpResponseContent.Length > 0 || exchange.Backend.Persistence is { OnResponse.Length: > 0 }))
        {
            await exchange.InspectResponseAsync();
            if (exchange.Cause is not null)
            {
                return RelayEnd.Canceled;
            }
        }

        return isTcp && exchange.Settings.ClosesServer ? await RunLastAsync(exchange) : await RunDirectionAsync(exchange, exchange.Download);
    }

    /// <summary>What the server has said already, and then no more in either direction.</summary>
    private static async LoopTask<RelayEnd> RunLastAsync(Exchange exchange)
    {
        RelayLink link = exchange.Download;
        int length = link.Source.Input.Unread.Length;
        RelayEnd end = await PlainRelay.RunLengthAsync(link, length);
        exchange.Upload.Cut();
        exchange.Client.Pipe.CancelWaits();
        exchange.ServerPipe.CancelWaits();
        return end;
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
