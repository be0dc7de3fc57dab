using Engine.Proxy.Exchanges;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>http-request return</c>: the proxy answers by itself (CFG 4.4 return).</summary>
internal sealed class ReturnAction : RuleAction
{
    private readonly RuleVerdict _answer;

    private ReturnAction(LocalReply reply) => _answer = RuleVerdict.Answer(reply, Termination.Local);

    internal static RuleAction? Create(RuleArguments arguments) =>
        ReplyArguments.Read(arguments, (200, 200, 599), out _) is { } reply ? new ReturnAction(reply) : null;

    public override RuleVerdict Run(in SampleContext context) => _answer;
}
