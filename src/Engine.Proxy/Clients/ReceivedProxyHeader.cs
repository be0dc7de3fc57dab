using System;
using Engine.IO.Addressing;
using Engine.IO.Pipes;
using Engine.IO.ProxyProtocol;
using Engine.IO.Sockets;
using Engine.IO.Tasks;

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

    /// <summary>Waits until the header is there, or it is known why there will be none: one of the two. Its owner's timer cancels the wait.</summary>
    internal static async LoopTask<(ReceivedProxyHeader? Header, StartFault? Fault)> ReceiveAsync(SocketConnection pipe)
    {
        // Longer ones cannot be there as a whole.
        int bytesMax = pipe.Loop.Buffers.BufferBytes;
        int seen = 0;
        while (true)
        {
            if (!pipe.Input.TryFill(seen) && !await pipe.Input.WaitAsync())
            {
                return (null, StartFault.HeaderTimeout);
            }

            if (TryTake(pipe.Input, bytesMax, out ReceivedProxyHeader? header) is { } fault)
            {
                return (null, fault);
            }

            if (header is not null)
            {
                return (header, null);
            }

            seen = pipe.Input.Unread.Length;
        }
    }

    /// <summary>Takes a header from the front of what has come; null when more is needed. The result: why there will be none.</summary>
    private static StartFault? TryTake(LoopReader input, int bytesMax, out ReceivedProxyHeader? header)
    {
        header = null;
        ReadOnlySpan<byte> bytes = input.Unread;
        ProxyHeaderResult result = ProxyHeaderParser.Parse(bytes, bytesMax, out ProxyHeader parsed);
        if (result == ProxyHeaderResult.Done)
        {
            header = new ReceivedProxyHeader(parsed);
            input.Consume(parsed.Length);
        }
        else if (result == ProxyHeaderResult.Invalid)
        {
            return ProxyHeaderParser.IsBegun(bytes) ? StartFault.BadHeader : StartFault.NoHeader;
        }
        else if (input.IsEnded)
        {
            return bytes.IsEmpty ? StartFault.HeaderMissing : StartFault.HeaderTruncated;
        }

        return null;
    }
}
