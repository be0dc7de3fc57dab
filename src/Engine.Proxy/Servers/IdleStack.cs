using System;

namespace Engine.Proxy.Servers;

/// <summary>
/// Idle connections, the newest on top: the one used last is the one to use next, whose memory and path are warm. An array, because
/// a link written in each connection costs more than the few places that move when one dies in the middle.
/// </summary>
internal struct IdleStack
{
    private const int FirstCapacity = 8;

    private ServerConnection[]? _connections;

    internal int Count { get; private set; }

    /// <summary>By age: 0 is the oldest.</summary>
    internal readonly ServerConnection this[int index] => _connections![index];

    internal void Push(ServerConnection connection)
    {
        if (_connections is null || Count == _connections.Length)
        {
            Array.Resize(ref _connections, Math.Max(FirstCapacity, 2 * Count));
        }

        _connections[Count++] = connection;
    }

    /// <summary>Takes one out, and the younger ones move down.</summary>
    internal ServerConnection TakeAt(int index)
    {
        ServerConnection[] connections = _connections!;
        ServerConnection connection = connections[index];
        Count--;
        if (index < Count)
        {
            Array.Copy(connections, index + 1, connections, index, Count - index);
        }

        connections[Count] = null!;
        return connection;
    }

    internal void DropOldest(int count)
    {
        if (count > 0)
        {
            ServerConnection[] connections = _connections!;
            Array.Copy(connections, count, connections, 0, Count - count);
            Array.Clear(connections, Count - count, count);
            Count -= count;
        }
    }

    internal void Remove(ServerConnection connection) => TakeAt(Array.LastIndexOf(_connections!, connection, Count - 1, Count));
}
