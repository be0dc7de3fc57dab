using System;
using Engine.Http;
using Engine.IO.Pipes;
using Engine.Proxy.Replies;

namespace Engine.Proxy.Exchanges;

/// <summary>103 (RFC 8297): tells the client what it will need while its request is still on the way.</summary>
public static class EarlyHints
{
    /// <summary>Sends one response of its own for each hint. Clients of HTTP/1.0 know no interim responses (RFC 9110 section 15.2).</summary>
    /// <param name="name">A token.</param>
    /// <param name="value">Fit for a field (<see cref="FieldText"/>). What does not fit one buffer is not sent: it was a hint only.</param>
    public static void Send(Exchange exchange, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> statusLine = "HTTP/1.1 103 Early Hints\r\n"u8;
        int length = statusLine.Length + name.Length + value.Length + 6;
        LoopWriter output = exchange.Client.Pipe.Output;
        if (exchange.Request.Version < HttpVersion.Http11 || exchange.ResponseBegun || output.UnflushedBytes + length > exchange.Frontend.HeadLimits.BytesMax)
        {
            return;
        }

        Span<byte> room = output.GetSpan(length);
        statusLine.CopyTo(room);
        room = room[statusLine.Length..];
        name.CopyTo(room);
        ": "u8.CopyTo(room[name.Length..]);
        room = room[(name.Length + 2)..];
        value.CopyTo(room);
        "\r\n\r\n"u8.CopyTo(room[value.Length..]);
        output.Advance(length);

        // What the kernel does not take now leaves with the final response.
        output.TryFlush();
    }
}
