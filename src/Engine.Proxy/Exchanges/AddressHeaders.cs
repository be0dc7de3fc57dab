using System;
using System.Text;
using Engine.Http;
using Engine.IO.Addressing;
using Engine.Proxy.Plan;

namespace Engine.Proxy.Exchanges;

/// <summary>Writes the lines of <c>option forwardfor</c> and <c>option originalto</c> (CFG 4.2).</summary>
internal static class AddressHeaders
{
    /// <summary>Room that the lines need at most: two names of configured length are bounded at compile time, two addresses of 46 bytes.</summary>
    internal const int BytesMax = 512;

    /// <summary>Bytes written into <paramref name="lines"/>.</summary>
    internal static int Write(Exchange exchange, Span<byte> lines)
    {
        int written = 0;
        (AddressHeaderPlan? frontend, AddressHeaderPlan? backend) = (exchange.Frontend.ForwardFor, exchange.Backend!.ForwardFor);
        if ((frontend is not null || backend is not null) && LineOf(exchange, frontend, backend, exchange.Client.Address) is { } source)
        {
            written = WriteName(source, lines);
            written += exchange.Client.WriteAddress(lines[written..]);
            written += WriteEnd(lines[written..]);
        }

        (frontend, backend) = (exchange.Frontend.OriginalTo, exchange.Backend.OriginalTo);
        if ((frontend is not null || backend is not null) && exchange.Client.TryGetLocal(out EndpointAddress local)
            && LineOf(exchange, frontend, backend, local) is { } destination)
        {
            written += WriteName(destination, lines[written..]);
            local.TryFormatAddress(lines[written..], out int length);
            written += length;
            written += WriteEnd(lines[written..]);
        }

        return written;
    }

    /// <summary>What to write, or null: nothing. The backend's name wins wherever the option stands there; if-none counts only when both sides that set the option say so.</summary>
    private static AddressHeaderPlan? LineOf(Exchange exchange, AddressHeaderPlan? frontend, AddressHeaderPlan? backend, in EndpointAddress address)
    {
        if (!address.IsIP || (frontend is { HasExceptions: true } && frontend.Excepts(address)) || (backend is { HasExceptions: true } && backend.Excepts(address)))
        {
            return null;
        }

        AddressHeaderPlan plan = (backend ?? frontend)!;
        bool ifNone = (frontend?.IfNone ?? true) && (backend?.IfNone ?? true);
        return ifNone && exchange.Request.IndexOf(plan.Name) >= 0 ? null : plan;
    }

    private static int WriteName(AddressHeaderPlan plan, Span<byte> line)
    {
        plan.LineStart.CopyTo(line);
        return plan.LineStart.Length;
    }

    private static int WriteEnd(Span<byte> line)
    {
        "\r\n"u8.CopyTo(line);
        return 2;
    }
}
