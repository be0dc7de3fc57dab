using Engine.Proxy.Exchanges;
using Engine.Proxy.Replies;

namespace Engine.Proxy.Stages;

/// <summary>How a rule leaves the request.</summary>
/// <param name="Kind">Go on, stop reading rules, or answer.</param>
/// <param name="Reply">The answer, for <see cref="ActionKind.Reply"/> only.</param>
/// <param name="Cause">What the log shows, for <see cref="ActionKind.Reply"/> only.</param>
public readonly record struct ActionVerdict(ActionKind Kind, LocalReply? Reply, Termination? Cause)
{
    public static readonly ActionVerdict Continue = new(ActionKind.Continue, null, null);

    /// <summary>No further rule of this ruleset is read.</summary>
    public static readonly ActionVerdict Allow = new(ActionKind.Allow, null, null);

    public static ActionVerdict Answer(LocalReply reply, Termination cause) => new(ActionKind.Reply, reply, cause);
}

/// <summary>The three ways a rule can leave a request.</summary>
public enum ActionKind : byte
{
    Continue,
    Allow,
    Reply,
}
