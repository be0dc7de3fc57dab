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

    /// <summary>What <see cref="Write"/> needs at most, bytes.</summary>
    public int BytesMax => _head.Length + _body.Length + 32;

    /// <summary>Writes the reply; flushing is the caller's. Returns the bytes written.</summary>
    /// <param name="headOnly">The request was HEAD: the fields speak of a body that is not sent.</param>
    /// <param name="connection">Value of the Connection field; empty = none.</param>
    public int Write(PipeWriter output, bool headOnly, ReadOnlySpan<byte> connection)
    {
        Span<byte> span = output.GetSpan(Math.Min(BytesMax, _head.Length + 32));
        Span<byte> rest = Append(span, _head);
        if (!connection.IsEmpty)
        {
            rest = Append(Append(Append(rest, "Connection: "u8), connection), "\r\n"u8);
        }

        rest = Append(rest, "\r\n"u8);
        output.Advance(span.Length - rest.Length);
        return span.Length - rest.Length + (headOnly ? 0 : _body.Length);
    }

    /// <summary>The body, to be sent behind the head unless the request was HEAD.</summary>
    public ReadOnlyMemory<byte> Body => _body;

    private static Span<byte> Append(Span<byte> to, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(to);
        return to[bytes.Length..];
    }
}
