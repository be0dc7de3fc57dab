using Engine.IO.Tasks;
using Engine.IO.Tls;
using Engine.Proxy.Loops;
using Engine.Proxy.Tls;

namespace Engine.Proxy.Clients;

/// <summary>What a client's connection begins with, before there is a session: a PROXY header, then the TLS handshake.</summary>
internal static class ClientPrologue
{
    /// <summary>True when the session may begin; else the client's <see cref="ClientConnection.StartFault"/> or <see cref="ClientConnection.HandshakeFailure"/> says why not.</summary>
    internal static async LoopTask<bool> RunAsync(ProxyLoop place, ClientConnection client)
    {
        if (client.ExpectsProxyHeader && !await ReceiveHeaderAsync(client))
        {
            return false;
        }

        return client.Listener.Tls is not { } tls || await SecureAsync(place, client, tls);
    }

    /// <summary>CFG 5.1 accept-proxy.</summary>
    private static async LoopTask<bool> ReceiveHeaderAsync(ClientConnection client)
    {
        client.Await(ClientWait.Handshake, client.Frontend.Timeouts.ClientMs);
        (client.ProxyHeader, client.StartFault) = await ReceivedProxyHeader.ReceiveAsync(client.Pipe);
        if (client.ProxyHeader is { HasAddresses: true } header)
        {
            client.Ends.Begin(header.Source);
            client.Ends.SetLocal(header.Destination);
        }

        return client.ProxyHeader is not null;
    }

    private static async LoopTask<bool> SecureAsync(ProxyLoop place, ClientConnection client, TlsListenerShared tls)
    {
        place.Plan.Tls!.Tickets.RotateWhenDue(place.Loop.Clock.NowMs);
        client.Await(ClientWait.Handshake, client.Frontend.Timeouts.ClientHandshakeMs);
        TlsSession session = tls.NewSession();
        client.HandshakeFailure = await client.Pipe.HandshakeAsync(session);
        if (client.HandshakeFailure != TlsFailure.None)
        {
            return false;
        }

        place.Plan.Tls.Gate.CountClient(place.Loop.Index, place.Loop.Clock.NowMs, session.IsResumed());
        return true;
    }
}
