using System.Collections.Generic;

namespace Engine.Proxy.Replies;

/// <summary>The answers of one proxy by status: its errorfile and errorloc lines, and behind them the built-in pages.</summary>
public sealed class ErrorReplies
{
    private readonly Dictionary<int, LocalReply> _own;

    internal ErrorReplies(Dictionary<int, LocalReply> own) => _own = own;

    /// <summary>The proxy's own answer, then that of <paramref name="next"/> (the frontend, for errors raised in a backend), then the built-in page.</summary>
    internal LocalReply For(int status, ErrorReplies? next = null)
    {
        if (_own.TryGetValue(status, out LocalReply? reply) || (next is not null && next._own.TryGetValue(status, out reply)))
        {
            return reply;
        }

        return ErrorPages.Of(status);
    }
}
