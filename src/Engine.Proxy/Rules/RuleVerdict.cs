using Engine.Proxy.Exchanges;
using Engine.Proxy.Replies;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Rules;

/// <summary>How a rule leaves what it was applied to. Two words, so that it is returned in registers: every rule of every request gives one.</summary>
public readonly record struct RuleVerdict
{
    /// <summary>Of <see cref="Termination.All"/>, from 1 on; 0 for none.</summary>
    private readonly byte _cause;

    private RuleVerdict(RuleVerdictKind kind, Reply? reply, Termination? cause, int waitMs)
    {
        Kind = kind;
        Reply = reply;
        _cause = cause?.Number ?? 0;
        WaitMs = waitMs;
    }

    /// <summary>What happens next.</summary>
    public RuleVerdictKind Kind { get; }

    /// <summary>The answer, for <see cref="RuleVerdictKind.Reply"/>.</summary>
    public Reply? Reply { get; }

    /// <summary>How long at most, for <see cref="RuleVerdictKind.Wait"/>.</summary>
    public int WaitMs { get; }

    /// <summary>What the log shows, for all that end the exchange or connection.</summary>
    public Termination? Cause => _cause == 0 ? null : Termination.All[_cause - 1];

    /// <summary>The next rule is read.</summary>
    public static RuleVerdict Continue => default;

    /// <summary>No further rule of this ruleset is read.</summary>
    public static readonly RuleVerdict Stop = new(RuleVerdictKind.Stop, null, null, 0);

    public static RuleVerdict Answer(Reply reply, Termination cause) => new(RuleVerdictKind.Reply, reply, cause, 0);

    /// <summary>The connection is closed without an answer.</summary>
    public static RuleVerdict Close(Termination cause) => new(RuleVerdictKind.Close, null, cause, 0);

    /// <summary>The connection is forgotten: the client is told nothing, not even that it was closed.</summary>
    public static RuleVerdict Drop(Termination cause) => new(RuleVerdictKind.Drop, null, cause, 0);

    /// <summary>
    /// A rule could not make its edit: the head does not fit <c>tune.bufsize</c> any more, or would not be one. 500 for a request,
    /// 502 for a response; after <c>strict-mode off</c> the message goes on as it is (CFG 4.4 strict-mode).
    /// </summary>
    public static RuleVerdict Overflow(in SampleContext context)
    {
        bool isResponse = (context.Point & RulePoints.Response) != 0;
        if (isResponse ? context.Exchange.Settings.IsLenientWithResponse : context.Exchange.Settings.IsLenientWithRequest)
        {
            return Continue;
        }

        Termination cause = isResponse ? Termination.ResponseOverflow : Termination.HeadOverflow;
        return Answer(context.Exchange.Replies.ErrorPage(cause.Status), cause);
    }

    /// <summary>The same rule is run again after that time.</summary>
    public static RuleVerdict Pause(int ms) => new(RuleVerdictKind.Wait, null, null, ms);

    /// <summary>The same rule is run again when more of the message has come, or after that time.</summary>
    public static RuleVerdict AwaitBytes(int ms) => new(RuleVerdictKind.AwaitBytes, null, null, ms);

    /// <summary>The same for another reason.</summary>
    internal RuleVerdict With(Termination cause) => new(Kind, Reply, cause, WaitMs);
}
