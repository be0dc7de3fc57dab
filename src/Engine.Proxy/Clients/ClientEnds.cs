using Engine.IO.Addressing;

namespace Engine.Proxy.Clients;

/// <summary>Where a client's connection comes from and goes to: in truth, as said for the whole connection, and as said for the exchange under way.</summary>
internal struct ClientEnds
{
    private bool _knowsLocal;
    private EndpointAddress _local;
    private EndpointAddress _destination;
    private EndpointAddress _sessionSource;
    private EndpointAddress _sessionDestination;

    /// <summary>As rules say for now.</summary>
    internal EndpointAddress Source { get; private set; }

    /// <summary>The other end of the connection.</summary>
    internal EndpointAddress ConnectionSource { get; private set; }

    /// <summary>A new connection.</summary>
    internal void Begin(in EndpointAddress source)
    {
        Source = ConnectionSource = _sessionSource = source;
        _destination = _sessionDestination = default;
        _knowsLocal = false;
    }

    /// <summary>This end, known from elsewhere than the kernel.</summary>
    internal void SetLocal(in EndpointAddress local)
    {
        _local = local;
        _knowsLocal = true;
    }

    /// <summary>As a rule says.</summary>
    /// <param name="forAll">Not for one exchange alone.</param>
    internal void SetSource(in EndpointAddress address, bool forAll)
    {
        Source = address;
        _sessionSource = forAll ? address : _sessionSource;
    }

    /// <inheritdoc cref="SetSource"/>
    internal void SetDestination(in EndpointAddress address, bool forAll)
    {
        _destination = address;
        _sessionDestination = forAll ? address : _sessionDestination;
    }

    /// <summary>What rules of one exchange said is not true of the next.</summary>
    internal void EndExchange()
    {
        Source = _sessionSource;
        _destination = _sessionDestination;
    }

    /// <summary>This end as rules say, or in truth. False when the connection is gone.</summary>
    internal bool TryGetDestination(int fd, out EndpointAddress destination)
    {
        destination = _destination;
        return destination.Family != SocketFamily.Unspecified || TryGetLocal(fd, out destination);
    }

    /// <summary>This end in truth; asked of the kernel once.</summary>
    internal bool TryGetLocal(int fd, out EndpointAddress local)
    {
        if (!_knowsLocal)
        {
            _knowsLocal = SocketNames.TryGetLocal(fd, out _local);
        }

        local = _local;
        return _knowsLocal;
    }
}
