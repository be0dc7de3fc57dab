using System;

namespace Engine.Proxy.Replies;

/// <summary>A reply that was rendered when the plan was compiled: the same for everybody, shared by all loops.</summary>
public sealed class LocalReply : Reply
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

    public override int Status { get; }

    public override ReadOnlySpan<byte> Head => _head;

    public override ReadOnlyMemory<byte> Body => _body;
}
