using System;
using System.IO.Pipelines;

namespace Engine.Proxy.Replies;

/// <summary>A whole response that the proxy gives by itself. The Connection field is added when it is sent, because it depends on the exchange.</summary>
public abstract class Reply
{
    /// <summary>100..999; 0 when it is silent.</summary>
    public abstract int Status { get; }

    /// <summary>Status line and field lines, each with its CRLF; without Connection and without the empty line. Empty when it is silent.</summary>
    public abstract ReadOnlySpan<byte> Head { get; }

    /// <summary>The body, to be sent behind the head unless the request was HEAD. Good until the exchange is over.</summary>
    public abstract ReadOnlyMemory<byte> Body { get; }

    /// <summary>True when there is no answer at all: the connection is just closed (<c>errorfile 400 /dev/null</c>).</summary>
    public bool IsSilent => Head.IsEmpty;

    /// <summary>Writes the head; flushing is the caller's, and so is the <see cref="Body"/>.</summary>
    /// <param name="connection">Value of the Connection field; empty = none.</param>
    /// <returns>Bytes written.</returns>
    public int WriteHead(PipeWriter output, ReadOnlySpan<byte> connection)
    {
        const int ConnectionBytesMax = 64;
        ReadOnlySpan<byte> head = Head;
        Span<byte> span = output.GetSpan(head.Length + ConnectionBytesMax);
        Span<byte> rest = Append(span, head);
        if (!connection.IsEmpty)
        {
            rest = Append(Append(Append(rest, "Connection: "u8), connection), "\r\n"u8);
        }

        rest = Append(rest, "\r\n"u8);
        int written = span.Length - rest.Length;
        output.Advance(written);
        return written;
    }

    private static Span<byte> Append(Span<byte> to, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(to);
        return to[bytes.Length..];
    }
}
