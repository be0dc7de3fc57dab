using System;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
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
    private IdleStack _idle;

    /// <summary>The server that has signed in this client's user most recently: requests that follow belong there. Null mostly.</summary>
    internal ServerState? SignedInTo
    {
        get
        {
            int top = _idle.Count - 1;
            while (top >= 0 && !_idle[top].IsSignedIn)
            {
                top--;
            }

            return top < 0 ? null : _idle[top].Server;
        }
    }

    /// <summary>The server of this backend that served this client last and can be used now: it has room, or fewer wait for it than <c>max-keep-alive-queue</c> allows.</summary>
    /// <param name="backend">Whose servers count.</param>
    /// <param name="avoid">A server that will not do; null without.</param>
    internal ServerState? LastServer(BackendPlan backend, ServerState? avoid)
    {
        for (int i = _idle.Count - 1; i >= 0; i--)
        {
            ServerState server = _idle[i].Server!;
            if (server.Backend == backend.State && server != avoid && server.IsInUse
                && (backend.KeepAliveQueueMax < 0 || server.HasRoom || server.Queued < backend.KeepAliveQueueMax))
            {
                return server;
            }
        }

        return null;
    }

    /// <param name="name">Only a connection that was made with this server name (SNI).</param>
    /// <param name="key">Only a connection of that key: see <see cref="ServerConnection.Key"/>.</param>
    internal ServerConnection? TryTake(ServerState server, ReadOnlySpan<byte> name, ulong key)
    {
        for (int i = _idle.Count - 1; i >= 0; i--)
        {
            ServerConnection connection = _idle[i];
            if (connection.Server == server && connection.Key == key && ReferenceEquals(connection.Endpoint, server.Endpoint) && connection.HasName(name))
            {
                _idle.TakeAt(i);
                OnTaken(connection);
                return connection;
            }
        }

        return null;
    }

    /// <summary>False when there are enough: the caller closes it.</summary>
    internal bool TryKeep(ServerConnection connection)
    {
        if (_idle.Count >= max)
        {
            return false;
        }

        connection.HeldIn = this;
        _idle.Push(connection);
        connection.Pipe.Owner = connection;
        return true;
    }

    /// <summary>Closes an idle connection.</summary>
    internal void Discard(ServerConnection connection)
    {
        _idle.Remove(connection);
        OnTaken(connection);
        place.Retire(connection, reset: false);
    }

    /// <summary>Closes all of them: their client has gone.</summary>
    internal void Clear()
    {
        while (_idle.Count > 0)
        {
            Discard(_idle[_idle.Count - 1]);
        }
    }

    private static void OnTaken(ServerConnection connection)
    {
        connection.HeldIn = null;
        connection.Pipe.Owner = null;
    }
}
