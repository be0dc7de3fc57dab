using Engine.Proxy.Exchanges;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>return</c>: the proxy answers by itself (CFG 4.4 return).</summary>
internal sealed class ReturnAction : RuleAction
{
    private readonly ReplyChoice _reply;

    private ReturnAction(ReplyChoice reply) => _reply = reply;

    internal static RuleAction? Create(RuleArguments arguments) =>
        ReplyArguments.TryRead(arguments, 200, out ReplyChoice? reply) ? new ReturnAction(reply) : null;

    public override RuleVerdict Run(in SampleContext context) => RuleVerdict.Answer(_reply.Render(context), Termination.Local);
}
