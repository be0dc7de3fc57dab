using System;
using Engine.Http;

namespace Engine.Proxy.Exchanges;

/// <summary>CFG 4.2 http-send-name-header: the name of the server that was chosen, in place of whatever the client sent under that header.</summary>
internal static class ServerNameHeader
{
    /// <summary>Room that the line needs at most: header and server names are bounded when the plan is compiled.</summary>
    internal const int BytesMax = NameBytesMax + NameBytesMax + 4;

    /// <summary>Longest header name and longest server name that go together.</summary>
    internal const int NameBytesMax = 254;

    /// <summary>Bytes written into <paramref name="line"/>.</summary>
    internal static int Write(Exchange exchange, Span<byte> line)
    {
        byte[] header = exchange.Backend!.ServerNameHeader;
        RequestHead request = exchange.Request;
        for (int index = request.IndexOf(header); index >= 0; index = request.IndexOf(header))
        {
            request.Remove(index);
        }

        if (exchange.Server is not { } server)
        {
            return 0;
        }

        byte[] name = server.Plan.NameBytes;
        header.CopyTo(line);
        ": "u8.CopyTo(line[header.Length..]);
        name.CopyTo(line[(header.Length + 2)..]);
        "\r\n"u8.CopyTo(line[(header.Length + 2 + name.Length)..]);
        return header.Length + name.Length + 4;
    }
}
