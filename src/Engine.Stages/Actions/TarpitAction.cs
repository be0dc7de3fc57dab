using Engine.Proxy.Exchanges;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary>
/// <c>tarpit</c>: holds the client for <c>timeout tarpit</c> (else <c>timeout connect</c>, else until it gives up), then refuses with
/// 500 (CFG 4.4 tarpit). The time held is the log line's time in queues.
/// </summary>
internal sealed class TarpitAction : RuleAction
{
    private readonly ReplyChoice _reply;
    private readonly int _heldMs;

    private TarpitAction(ReplyChoice reply, int heldMs)
    {
        _reply = reply;
        _heldMs = heldMs;
    }

    internal static RuleAction? Create(RuleArguments arguments)
    {
        int heldMs = arguments.Proxy.Timeouts.TarpitMs ?? arguments.Proxy.Timeouts.ConnectMs ?? 0;
        return ReplyArguments.TryRead(arguments, 500, out ReplyChoice? reply) ? new TarpitAction(reply, heldMs) : null;
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        RuleWait wait = context.Exchange.RuleWait;
        long leftMs = _heldMs - wait.WaitedMs;
        if (_heldMs == 0 || leftMs > 0)
        {
            return RuleVerdict.Pause((int)leftMs);
        }

        return RuleVerdict.Answer(_reply.Render(context), Termination.Tarpitted);
    }
}
