using System;
using Engine.IO.Addressing;
using Engine.Proxy.Logs;

namespace Engine.Proxy.Health;

/// <summary>The PROXY header, version 1, of connections that are the proxy's own: both ends are told as they are (PROXY protocol section 2.1).</summary>
internal static class ProxyHeaders
{
    /// <summary>What the protocol allows at most, without the final NUL.</summary>
    internal const int BytesMax = 107;

    /// <returns>Bytes written.</returns>
    internal static int WriteLocal(int fd, Span<byte> room)
    {
        LineWriter line = new(room);
        bool known = SocketNames.TryGetLocal(fd, out EndpointAddress source) & SocketNames.TryGetPeer(fd, out EndpointAddress destination);
        if (!known || !source.IsIP || !destination.IsIP)
        {
            line.Raw("PROXY UNKNOWN\r\n"u8);
            return line.Written;
        }

        line.Raw(source.AddressBytes.Length == 4 ? "PROXY TCP4 "u8 : "PROXY TCP6 "u8);
        WriteHost(source, ref line);
        WriteHost(destination, ref line);
        line.Integer(source.Port);
        line.Raw((byte)' ');
        line.Integer(destination.Port);
        line.Raw("\r\n"u8);
        return line.Written;
    }

    private static void WriteHost(in EndpointAddress address, ref LineWriter line)
    {
        Span<byte> text = stackalloc byte[AddressText.IPv6BytesMax];
        address.TryFormatAddress(text, out int length);
        line.Raw(text[..length]);
        line.Raw((byte)' ');
    }
}
