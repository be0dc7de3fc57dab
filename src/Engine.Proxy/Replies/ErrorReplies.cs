using System.Collections.Generic;

namespace Engine.Proxy.Replies;

/// <summary>The answers of one proxy, or of one http-errors section, by status: its errorfile, errorloc and http-error lines.</summary>
public sealed class ErrorReplies
{
    private readonly Dictionary<int, ReplyPlan> _own;

    internal ErrorReplies(Dictionary<int, ReplyPlan> own) => _own = own;

    /// <summary>The reply of that status; null when there is none of its own.</summary>
    public ReplyPlan? Find(int status) => _own.GetValueOrDefault(status);

    /// <summary>The proxy's own answer, then that of <paramref name="next"/> (the frontend, for errors raised in a backend); null = the built-in page.</summary>
    internal ReplyPlan? For(int status, ErrorReplies? next) => Find(status) ?? next?.Find(status);
}
