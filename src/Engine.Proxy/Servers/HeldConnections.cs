using System;
using Engine.Proxy.Loops;
using Engine.Proxy.State;

namespace Engine.Proxy.Servers;

/// <summary>
/// Idle server connections that nobody but one client may use: with <c>http-reuse never</c>, or because the server has signed in
/// the connection's user. They end with their client; only its loop touches them. Newest first.
/// </summary>
/// <param name="place">Their client's loop.</param>
/// <param name="max"><c>max-session-srv-conns</c>.</param>
internal sealed class HeldConnections(ProxyLoop place, int max)
{
    private ServerConnection? _newest;
    private int _count;

    /// <summary>The server that has signed in this client's user most recently: requests that follow belong there. Null mostly.</summary>
    internal ServerState? SignedInTo
    {
        get
        {
            ServerConnection? connection = _newest;
            while (connection is not null && !connection.IsSignedIn)
            {
                connection = connection.Older;
            }

            return connection?.Server;
        }
    }

    /// <param name="name">Only a connection that was made with this server name (SNI).</param>
    /// <param name="key">Only a connection of that key: see <see cref="ServerConnection.Key"/>.</param>
    internal ServerConnection? TryTake(ServerState server, ReadOnlySpan<byte> name, ulong key)
    {
        ServerConnection? connection = _newest;
        while (connection is not null && (connection.Server != server || connection.Key != key || !ReferenceEquals(connection.Endpoint, server.Endpoint) || !connection.HasName(name)))
        {
            connection = connection.Older;
        }

        if (connection is not null)
        {
            Unlink(connection);
        }

        return connection;
    }

    /// <summary>False when there are enough: the caller closes it.</summary>
    internal bool TryKeep(ServerConnection connection)
    {
        if (_count >= max)
        {
            return false;
        }

        connection.HeldIn = this;
        connection.Older = _newest;
        connection.Newer = null;
        if (_newest is not null)
        {
            _newest.Newer = connection;
        }

        _newest = connection;
        _count++;
        connection.Pipe.Owner = connection;
        return true;
    }

    /// <summary>Closes an idle connection.</summary>
    internal void Discard(ServerConnection connection)
    {
        Unlink(connection);
        place.Retire(connection, reset: false);
    }

    /// <summary>Closes all of them: their client has gone.</summary>
    internal void Clear()
    {
        while (_newest is { } connection)
        {
            Discard(connection);
        }
    }

    private void Unlink(ServerConnection connection)
    {
        if (connection.Newer is null)
        {
            _newest = connection.Older;
        }
        else
        {
            connection.Newer.Older = connection.Older;
        }

        if (connection.Older is not null)
        {
            connection.Older.Newer = connection.Newer;
        }

        connection.Older = connection.Newer = null;
        connection.HeldIn = null;
        connection.Pipe.Owner = null;
        _count--;
    }
}
