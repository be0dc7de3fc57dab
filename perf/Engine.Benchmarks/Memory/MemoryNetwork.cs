using System.Collections.Generic;
using Engine.IO.Polling;

namespace Engine.Benchmarks.Memory;

/// <summary>
/// A kernel that costs next to nothing: descriptors are places in a table, whatever is sent has arrived, and the origin answers at
/// once. Nothing is allocated once every descriptor has been in use.
/// </summary>
/// <param name="answer">What the origin sends for every request; a request must come with one send.</param>
internal sealed class MemoryNetwork(byte[] answer)
{
    private readonly List<MemoryEndpoint> _table = [];
    private readonly Stack<MemoryEndpoint> _closed = new();
    private readonly Queue<MemoryEndpoint> _edges = new();
    private readonly Queue<MemoryEndpoint> _accepts = new();
    private MemoryEndpoint? _listener;

    public MemoryEndpoint this[int fd] => _table[fd];

    public MemoryEndpoint Listen() => _listener = Open([]);

    public MemoryEndpoint ConnectServer() => Open(answer);

    public MemoryEndpoint ConnectClient()
    {
        MemoryEndpoint endpoint = Open([]);
        _accepts.Enqueue(endpoint);
        Report(_listener!, ReadyFlags.Readable);
        return endpoint;
    }

    public bool TryAccept(out MemoryEndpoint? endpoint) => _accepts.TryDequeue(out endpoint);

    public void Deliver(MemoryEndpoint endpoint, byte[] bytes)
    {
        endpoint.Bring(bytes);
        Report(endpoint, ReadyFlags.Readable);
    }

    /// <summary>The proxy said its last; the other end closes in turn.</summary>
    public void End(MemoryEndpoint endpoint)
    {
        endpoint.HasEnded = true;
        Report(endpoint, ReadyFlags.Readable | ReadyFlags.PeerClosed);
    }

    /// <summary>Begins to report edges; what holds already is the first one.</summary>
    public void Watch(MemoryEndpoint endpoint, ulong key)
    {
        endpoint.Key = key;
        if (endpoint != _listener)
        {
            ReadyFlags end = endpoint.HasEnded ? ReadyFlags.Readable | ReadyFlags.PeerClosed : ReadyFlags.None;
            Report(endpoint, ReadyFlags.Writable | end | (endpoint.HasIncoming ? ReadyFlags.Readable : ReadyFlags.None));
        }
        else if (_accepts.Count > 0)
        {
            Report(endpoint, ReadyFlags.Readable);
        }
    }

    public bool TryTakeEdge(out ReadyEvent edge)
    {
        edge = default;
        if (!_edges.TryDequeue(out MemoryEndpoint? endpoint))
        {
            return false;
        }

        edge = new ReadyEvent(endpoint.Key, endpoint.Edges);
        endpoint.Edges = ReadyFlags.None;
        return true;
    }

    public void Close(MemoryEndpoint endpoint)
    {
        endpoint.Close();
        _closed.Push(endpoint);
    }

    private MemoryEndpoint Open(byte[] answerOfOtherEnd)
    {
        if (!_closed.TryPop(out MemoryEndpoint? endpoint))
        {
            endpoint = new MemoryEndpoint(_table.Count);
            _table.Add(endpoint);
        }

        endpoint.Open(answerOfOtherEnd);
        return endpoint;
    }

    private void Report(MemoryEndpoint endpoint, ReadyFlags edge)
    {
        if (endpoint.Key == 0)
        {
            return;
        }

        if (endpoint.Edges == ReadyFlags.None)
        {
            _edges.Enqueue(endpoint);
        }

        endpoint.Edges |= edge;
    }
}
