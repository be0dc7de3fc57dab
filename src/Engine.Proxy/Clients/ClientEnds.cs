using System;
using System.Runtime.Intrinsics;
using Engine.IO.Addressing;

namespace Engine.Proxy.Clients;

/// <summary>Where a client's connection comes from and goes to: in truth, as said for the whole connection, and as said for the exchange under way.</summary>
internal struct ClientEnds
{
    private bool _knowsLocal;

    /// <summary>What is said is so for the exchange under way alone.</summary>
    private bool _isSaidOnce;

    /// <summary>Of <see cref="_sourceText"/>; 0 until it is asked for, and for what is no IPv4 address.</summary>
    private byte _sourceTextBytes;

    /// <summary><see cref="Source"/> as text: nearly every request of a connection is told to servers and to logs with it.</summary>
    private Vector128<byte> _sourceText;
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
        _knowsLocal = _isSaidOnce = false;
        _sourceTextBytes = 0;
    }

    /// <summary>The source as text: bytes written.</summary>
    /// <param name="to">Room for <see cref="AddressText.IPv6BytesMax"/> bytes at least.</param>
    internal int WriteSource(Span<byte> to)
    {
        if (_sourceTextBytes == 0)
        {
            return WriteSourceSlow(to);
        }

        _sourceText.CopyTo(to);
        return _sourceTextBytes;
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
        _sourceTextBytes = 0;
        _isSaidOnce |= !forAll;
        _sessionSource = forAll ? address : _sessionSource;
    }

    /// <inheritdoc cref="SetSource"/>
    internal void SetDestination(in EndpointAddress address, bool forAll)
    {
        _destination = address;
        _isSaidOnce |= !forAll;
        _sessionDestination = forAll ? address : _sessionDestination;
    }

    /// <summary>What rules of one exchange said is not true of the next.</summary>
    internal void EndExchange()
    {
        if (_isSaidOnce)
        {
            Source = _sessionSource;
            _destination = _sessionDestination;
            _isSaidOnce = false;
            _sourceTextBytes = 0;
        }
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

    private int WriteSourceSlow(Span<byte> to)
    {
        Source.TryFormatAddress(to, out int written);
        if (Source.Family == SocketFamily.IPv4)
        {
            _sourceText = Vector128.Create((ReadOnlySpan<byte>)to);
            _sourceTextBytes = (byte)written;
        }

        return written;
    }
}
