using System;
using Engine.IO.Addressing;
using Engine.IO.Pipes;
using Engine.IO.ProxyProtocol;

namespace Engine.Proxy.Clients;

/// <summary>The PROXY header in front of a client's connection, as far as it is of use later. One for each connection that has one.</summary>
public sealed class ReceivedProxyHeader
{
    private readonly byte[] _fields;

    private ReceivedProxyHeader(in ProxyHeader header)
    {
        HasAddresses = header.HasAddresses;
        Source = header.Source;
        Destination = header.Destination;
        _fields = header.Fields.ToArray();
    }

    /// <summary>False when the connection is the other proxy's own, or comes by no IP address.</summary>
    public bool HasAddresses { get; }

    public EndpointAddress Source { get; }

    public EndpointAddress Destination { get; }

    /// <summary>The host name that the client has asked for; empty when it is not told.</summary>
    public ReadOnlySpan<byte> Authority => TryGetField(ProxyTlvType.Authority, 0, out ReadOnlySpan<byte> value) ? value : default;

    /// <summary>The n-th field of a type; false when there are not so many.</summary>
    public bool TryGetField(byte type, int index, out ReadOnlySpan<byte> value) => ProxyFields.TryFind(_fields, type, index, out value);

    /// <summary>Takes a header from the front of what has come.</summary>
    /// <param name="bytesMax">Longer headers are refused: what the connection's buffer holds.</param>
    /// <param name="header">Set when it is there as a whole.</param>
    /// <param name="fault">Set when there will be none; else more bytes are needed.</param>
    internal static void TryTake(LoopReader input, int bytesMax, out ReceivedProxyHeader? header, out StartFault? fault)
    {
        header = null;
        fault = null;
        ReadOnlySpan<byte> bytes = input.Unread;
        ProxyHeaderResult result = ProxyHeaderParser.Parse(bytes, bytesMax, out ProxyHeader parsed);
        if (result == ProxyHeaderResult.Done)
        {
            header = new ReceivedProxyHeader(parsed);
            input.Consume(parsed.Length);
        }
        else if (result == ProxyHeaderResult.Invalid)
        {
            fault = ProxyHeaderParser.IsBegun(bytes) ? StartFault.BadHeader : StartFault.NoHeader;
        }
        else if (input.IsEnded)
        {
            fault = bytes.IsEmpty ? StartFault.HeaderMissing : StartFault.HeaderTruncated;
        }
    }
}
