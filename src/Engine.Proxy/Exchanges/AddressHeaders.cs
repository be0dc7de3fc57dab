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
        if (frontend is not null || backend is not null)
        {
            written += WriteOne(exchange, frontend, backend, exchange.Client.Address, lines);
        }

        (frontend, backend) = (exchange.Frontend.OriginalTo, exchange.Backend.OriginalTo);
        if ((frontend is not null || backend is not null) && exchange.Client.TryGetLocal(out EndpointAddress local))
        {
            written += WriteOne(exchange, frontend, backend, local, lines[written..]);
        }

        return written;
    }

    private static int WriteOne(Exchange exchange, AddressHeaderPlan? frontend, AddressHeaderPlan? backend, in EndpointAddress address, Span<byte> line)
    {
        if (!address.IsIP || (frontend?.Excepts(address) ?? false) || (backend?.Excepts(address) ?? false))
        {
            return 0;
        }

        // The backend's name wins wherever the option stands there; if-none counts only when both sides that set the option say so.
        byte[] name = (backend ?? frontend)!.Name;
        bool ifNone = (frontend?.IfNone ?? true) && (backend?.IfNone ?? true);
        if (ifNone && exchange.Request.IndexOf(name) >= 0)
        {
            return 0;
        }

        name.CopyTo(line);
        int at = name.Length;
        ": "u8.CopyTo(line[at..]);
        at += 2;
        if (!address.TryFormatAddress(line[at..], out int length))
        {
            return 0;
        }

        at += length;
        "\r\n"u8.CopyTo(line[at..]);
        return at + 2;
    }
}
