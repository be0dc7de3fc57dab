using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;
using Engine.Config.Expressions;
using Engine.IO.Addressing;
using Engine.Proxy.Logs;
using Engine.Proxy.Samples;

namespace Engine.Stages.Logs;

/// <summary>Aliases of addresses and names: who talked to whom (CFG 8.2.6).</summary>
internal static class PlaceAliases
{
    private static readonly byte[] HostName = Encoding.ASCII.GetBytes(Environment.MachineName);

    internal static IReadOnlyList<LogAliasRow> Rows =>
    [
        new("ci", "Address of the client.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Client(c, f, ref l)),
        new("cp", "Port of the client.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Port(TryClient(c, out EndpointAddress client), client, f, ref l)),
        new("fi", "Address the client connected to.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Address(TryLocal(c, out EndpointAddress local), local, f, ref l)),
        new("fp", "Port the client connected to.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Port(TryLocal(c, out EndpointAddress local), local, f, ref l)),
        new("bi", "Address the server was connected from.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Address(TrySource(c, out EndpointAddress source), source, f, ref l)) { NeedsServerSource = true },
        new("bp", "Port the server was connected from.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Port(TrySource(c, out EndpointAddress source), source, f, ref l)) { NeedsServerSource = true },
        new("si", "Address of the server.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Address(TryServer(c, out EndpointAddress server), server, f, ref l)),
        new("sp", "Port of the server.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Port(TryServer(c, out EndpointAddress server), server, f, ref l)),
        new("f", "Name of the frontend.", Frontend),
        new("ft", "Name of the frontend, with ~ behind it when the client came by TLS.", MarkedFrontend),
        new("b", "Name of the backend, or of the frontend when none was chosen.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Backend(c, f, ref l)),
        new("s", "Name of the server, or <NOSRV>.", static (in SampleContext c, LogFlags f, ref LineWriter l) => Server(c, f, ref l)),
        new("H", "Name of this machine.", static (in SampleContext _, LogFlags f, ref LineWriter l) => l.Text(HostName, f)),
        new("pid", "Process id.", static (in SampleContext _, LogFlags f, ref LineWriter l) => Numbers.Write(Environment.ProcessId, f, ref l)),
    ];

    private static void Frontend(in SampleContext context, LogFlags flags, ref LineWriter line) =>
        line.Name(context.HasClient ? context.Client.Frontend.NameBytes : default, flags);

    private static void MarkedFrontend(in SampleContext context, LogFlags flags, ref LineWriter line)
    {
        if (!context.HasClient || !context.Client.IsTls)
        {
            Frontend(context, flags, ref line);
            return;
        }

        line.Name(context.Client.Frontend.MarkedNameBytes, flags);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Backend(in SampleContext context, LogFlags flags, ref LineWriter line)
    {
        if (context.HasExchange && context.Exchange.Backend is { } backend)
        {
            line.Name(backend.NameBytes, flags);
        }
        else
        {
            Frontend(context, flags, ref line);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Server(in SampleContext context, LogFlags flags, ref LineWriter line)
    {
        ReadOnlySpan<byte> service = context.HasExchange ? context.Exchange.Service : default;
        line.Name(context.HasExchange && context.Exchange.Server is { } server ? server.Plan.NameBytes : service.IsEmpty ? "<NOSRV>"u8 : service, flags);
    }

    private static void Client(in SampleContext context, LogFlags flags, ref LineWriter line)
    {
        if ((flags & LogFlags.Hex) != 0 || !context.HasClient)
        {
            Address(TryClient(context, out EndpointAddress client), client, flags, ref line);
            return;
        }

        Span<byte> text = stackalloc byte[AddressText.IPv6BytesMax];
        int length = context.Client.WriteAddress(text);
        line.Name(text[..length], flags);
    }

    private static bool TryClient(in SampleContext context, out EndpointAddress client)
    {
        client = context.HasClient ? context.Client.Address : default;
        return context.HasClient;
    }

    private static bool TryLocal(in SampleContext context, out EndpointAddress local)
    {
        local = default;
        return context.HasClient && context.Client.TryGetLocal(out local);
    }

    private static bool TrySource(in SampleContext context, out EndpointAddress source)
    {
        source = context.HasExchange ? context.Exchange.Record.ServerSource : default;
        return source.IsIP;
    }

    private static bool TryServer(in SampleContext context, out EndpointAddress server)
    {
        server = context.HasExchange && context.Exchange.Server is { } chosen ? chosen.Endpoint.ToAddress() : default;
        return server.IsIP;
    }

    private static void Address(bool known, in EndpointAddress address, LogFlags flags, ref LineWriter line)
    {
        if (!known || !address.IsIP)
        {
            line.Text(known && address.Family == SocketFamily.Unix ? "unix"u8 : default, flags);
            return;
        }

        Span<byte> text = stackalloc byte[AddressText.IPv6BytesMax];
        int length;
        if ((flags & LogFlags.Hex) != 0)
        {
            // Digits, which no flag quotes.
            Convert.TryToHexString(address.AddressBytes, text, out length);
            line.Word(text[..length], flags);
            return;
        }

        address.TryFormatAddress(text, out length);
        line.Name(text[..length], flags);
    }

    private static void Port(bool known, in EndpointAddress address, LogFlags flags, ref LineWriter line)
    {
        if (!known || !address.IsIP)
        {
            line.Text(default, flags);
            return;
        }

        Numbers.Write(address.Port, flags, ref line);
    }
}
