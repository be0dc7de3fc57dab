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

    /// <summary>The same, of those whose frontend is no more.</summary>
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

    /// <summary>Ends all of them, whatever they are doing.</summary>
    internal void Terminate()
    {
        for (ClientConnection? client = _first; client is not null; client = client.NextClient)
        {
            client.Terminate(Exchanges.Termination.Stopped);
        }
    }
}
