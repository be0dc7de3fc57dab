using System;

namespace Engine.Proxy.Health;

/// <summary>The PROXY header of connections that are the proxy's own (PROXY protocol section 2.1: UNKNOWN tells the receiver to use the real addresses).</summary>
internal static class ProxyHeaders
{
    internal const int BytesMax = 108;

    /// <returns>Bytes written.</returns>
    internal static int WriteLocal(Span<byte> room)
    {
        ReadOnlySpan<byte> line = "PROXY UNKNOWN\r\n"u8;
        line.CopyTo(room);
        return line.Length;
    }
}
