using Engine.Config.Model;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>deny</c>: refuses a request with 403 or a response with 502, unless told otherwise (CFG 4.4 deny).</summary>
internal sealed class DenyAction : RuleAction
{
    private readonly ReplyChoice _reply;
    private readonly Termination _cause;

    private DenyAction(ReplyChoice reply, Termination cause)
    {
        _reply = reply;
        _cause = cause;
    }

    internal static RuleAction? Create(RuleArguments arguments)
    {
        bool isRequest = arguments.Ruleset == Ruleset.HttpRequest;
        return ReplyArguments.TryRead(arguments, isRequest ? 403 : 502, out ReplyChoice? reply)
            ? new DenyAction(reply, isRequest ? Termination.Denied : Termination.DeniedResponse)
            : null;
    }

    public override RuleVerdict Run(in SampleContext context) => RuleVerdict.Answer(_reply.Render(context), _cause);
}
