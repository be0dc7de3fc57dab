using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Replies;
using Engine.Proxy.Stages;

namespace Engine.Stages.Actions;

/// <summary><c>http-request return</c>: the proxy answers by itself (CFG 4.4 return).</summary>
internal sealed class ReturnAction : RequestAction
{
    private readonly ActionVerdict _answer;

    private ReturnAction(LocalReply reply) => _answer = ActionVerdict.Answer(reply, Termination.Local);

    internal static RequestAction? Create(RuleConfig rule, DiagnosticBag diagnostics) =>
        ReplyArguments.Read(rule, diagnostics, (200, 200, 599), out _) is { } reply ? new ReturnAction(reply) : null;

    public override ActionVerdict Run(Exchange exchange) => _answer;
}
