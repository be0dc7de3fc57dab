using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Exchanges;
using Engine.Proxy.State;

namespace Engine.Proxy.Clients;

/// <summary>The open client connections of one loop, in no order.</summary>
internal sealed class ClientList
{
    private ClientConnection? _first;

    internal int Count { get; private set; }

    internal void Add(ClientConnection client)
    {
        client.NextClient = _first;
        client.PreviousClient = null;
        if (_first is not null)
        {
            _first.PreviousClient = client;
        }

        _first = client;
        Count++;
    }

    internal void Remove(ClientConnection client)
    {
        if (client.PreviousClient is null)
        {
            _first = client.NextClient;
        }
        else
        {
            client.PreviousClient.NextClient = client.NextClient;
        }

        if (client.NextClient is not null)
        {
            client.NextClient.PreviousClient = client.PreviousClient;
        }

        client.NextClient = client.PreviousClient = null;
        Count--;
    }

    /// <summary>Ends the connections that wait for a request.</summary>
    internal void CloseIdle()
    {
        for (ClientConnection? client = _first; client is not null; client = client.NextClient)
        {
            client.CloseIfIdle();
        }
    }

    /// <summary>The same, of a part of them.</summary>
    /// <param name="share">0..1: how likely each of them is ended.</param>
    internal void CloseIdle(double share, Random random)
    {
        for (ClientConnection? client = _first; client is not null; client = client.NextClient)
        {
            if (random.NextDouble() < share)
            {
                client.CloseIfIdle();
            }
        }
    }

    /// <summary>The same as <see cref="CloseIdle()"/>, of those whose frontend is no more.</summary>
    internal void CloseRetired()
    {
        for (ClientConnection? client = _first; client is not null; client = client.NextClient)
        {
            if (client.IsRetired)
            {
                client.CloseIfIdle();
            }
        }
    }

    /// <summary>Ends the exchanges that hold a slot of a server: it is down, or a backup server whose time is over.</summary>
    internal void TerminateAt(ServerState server, bool isDown)
    {
        for (ClientConnection? client = _first; client is not null; client = client.NextClient)
        {
            if (client.Exchange is { } exchange && exchange.Attempts.Server == server)
            {
                exchange.Terminate(CauseOf(exchange, isDown));
            }
        }
    }

    private static Termination CauseOf(Exchange exchange, bool isDown)
    {
        if (exchange.ResponseBegun || (exchange.Frontend.Mode == ProxyMode.Tcp && exchange.Attempts.Connection is not null))
        {
            return isDown ? Termination.ServerDownInResponse : Termination.OtherServerUpInResponse;
        }

        return exchange.Attempts.Connection is null
            ? isDown ? Termination.ServerDownInConnect : Termination.OtherServerUpInConnect
            : isDown ? Termination.ServerDown : Termination.OtherServerUp;
    }

    /// <summary>Ends all of them, whatever they are doing.</summary>
    internal void Terminate()
    {
        for (ClientConnection? client = _first; client is not null; client = client.NextClient)
        {
            client.Terminate(Exchanges.Termination.Stopped);
        }
    }

    /// <summary>Ends those whose exchange or session is with that server.</summary>
    internal void Terminate(Exchanges.Termination cause, State.ServerState server)
    {
        for (ClientConnection? client = _first; client is not null; client = client.NextClient)
        {
            if (client.Exchange?.Server == server)
            {
                client.Exchange.Terminate(cause);
            }
        }
    }

    /// <summary>All of them with their numbers, which tell later whether an object is still the same connection.</summary>
    internal List<(ClientConnection Client, long Number)> Numbered()
    {
        List<(ClientConnection Client, long Number)> all = new(Count);
        for (ClientConnection? client = _first; client is not null; client = client.NextClient)
        {
            all.Add((client, client.Number));
        }

        return all;
    }

    /// <summary>Null when it is not here, or not any more.</summary>
    internal ClientConnection? Find(long number)
    {
        ClientConnection? client = _first;
        while (client is not null && client.Number != number)
        {
            client = client.NextClient;
        }

        return client;
    }
}
