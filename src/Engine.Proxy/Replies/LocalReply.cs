using System;
using System.IO.Pipelines;

namespace Engine.Proxy.Replies;

/// <summary>
/// A whole response that the proxy gives by itself, rendered when the plan was compiled. The Connection field is added when it
/// is sent, because it depends on the exchange.
/// </summary>
public sealed class LocalReply
{
    private readonly byte[] _head;
    private readonly byte[] _body;

    /// <param name="status">100..999.</param>
    /// <param name="head">Status line and field lines, each with its CRLF; without Connection and without the empty line.</param>
    /// <param name="body">May be empty.</param>
    public LocalReply(int status, byte[] head, byte[] body)
    {
        Status = status;
        _head = head;
        _body = body;
    }

    private LocalReply() => (_head, _body) = ([], []);

    /// <summary>No answer at all: the connection is just closed (<c>errorfile 400 /dev/null</c>).</summary>
    public static LocalReply Silence { get; } = new();

    public int Status { get; }

    public bool IsSilent => _head.Length == 0;

    /// <summary>Writes the head; flushing is the caller's, and so is the <see cref="Body"/>.</summary>
    /// <param name="connection">Value of the Connection field; empty = none.</param>
    /// <returns>Bytes written.</returns>
    public int WriteHead(PipeWriter output, ReadOnlySpan<byte> connection)
    {
        const int ConnectionBytesMax = 64;
        Span<byte> span = output.GetSpan(_head.Length + ConnectionBytesMax);
        Span<byte> rest = Append(span, _head);
        if (!connection.IsEmpty)
        {
            rest = Append(Append(Append(rest, "Connection: "u8), connection), "\r\n"u8);
        }

        rest = Append(rest, "\r\n"u8);
        int written = span.Length - rest.Length;
        output.Advance(written);
        return written;
    }

    /// <summary>The body, to be sent behind the head unless the request was HEAD.</summary>
    public ReadOnlyMemory<byte> Body => _body;

    private static Span<byte> Append(Span<byte> to, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(to);
        return to[bytes.Length..];
    }
}
