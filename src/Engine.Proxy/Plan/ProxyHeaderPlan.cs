using System;
using Engine.IO.Addressing;
using Engine.IO.ProxyProtocol;
using Engine.Proxy.Clients;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Logs;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Plan;

/// <summary>How a server is told about the clients it is connected to for (CFG 5.2 send-proxy and its kin).</summary>
public sealed class ProxyHeaderPlan
{
    /// <summary>Room that a header has at most: what is told beside the addresses is cut by its makers far below that.</summary>
    internal const int BytesMax = 4096;

    /// <summary>1 or 2.</summary>
    public required int Version { get; init; }

    public ProxyHeaderOptions Options { get; init; }

    /// <summary>Fields of the operator's own, in order of declaration.</summary>
    internal (byte Type, LogFormatPlan Value)[] Fields { get; init; } = [];

    /// <summary>The header of a connection that is no client's, such as a health check's: bytes written.</summary>
    /// <param name="fd">Null = it is said to be no client's; else the connection, whose ends are told as if it were one's (CFG 3.1 pp2-never-send-local).</param>
    public int WriteLocal(Span<byte> into, int? fd = null)
    {
        ProxyHeaderFacts facts = new() { IsLocal = true };
        if (fd is { } open && SocketNames.TryGetLocal(open, out EndpointAddress source) && SocketNames.TryGetPeer(open, out EndpointAddress destination))
        {
            facts = new() { Source = source, Destination = destination };
        }

        return Version == 1 ? ProxyHeaderWriter.WriteVersion1(facts, into) : ProxyHeaderWriter.WriteVersion2(facts, Options, into);
    }

    /// <summary>The header for the exchange's client: bytes written; 0 when it does not fit.</summary>
    /// <param name="forKey">Without what cannot differ between exchanges of one client: its TLS.</param>
    internal int Write(Exchange exchange, Span<byte> into, bool forKey = false)
    {
        ClientConnection client = exchange.Client;
        client.TryGetLocal(out EndpointAddress destination);
        if (Version == 1)
        {
            return ProxyHeaderWriter.WriteVersion1(new ProxyHeaderFacts { Source = client.Address, Destination = destination }, into);
        }

        Span<byte> own = stackalloc byte[Fields.Length == 0 ? 0 : BytesMax];
        ProxyHeaderFacts facts = new()
        {
            Source = client.Address,
            Destination = destination,
            OwnFields = own[..WriteFields(exchange, own)],
            Authority = client.ProxyHeader is { } received ? received.Authority : default,
            Tls = forKey ? default : ProxyTlsFactsReader.Read(client.Tls, Options),
            UniqueId = (Options & ProxyHeaderOptions.UniqueId) != 0 ? exchange.Record.UniqueId : default,
        };
        return ProxyHeaderWriter.WriteVersion2(facts, Options, into);
    }

    private int WriteFields(Exchange exchange, Span<byte> into)
    {
        int written = 0;
        foreach ((byte type, LogFormatPlan value) in Fields)
        {
            SampleContext context = new(exchange, RulePoints.UseServer) { IsFinal = true };
            context.Scratch.Clear();
            ReadOnlySpan<byte> text = value.Render(context);
            if (ProxyFields.TryWrite(type, text, into[written..]))
            {
                written += ProxyFields.HeadBytes + text.Length;
            }
        }

        return written;
    }
}
