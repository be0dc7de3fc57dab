using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Replies;
using Engine.Proxy.Stages;

namespace Engine.Stages.Actions;

/// <summary><c>http-request deny</c>: refuses, with the error page of the status, or with what the rule spells out (CFG 4.4 deny).</summary>
internal sealed class DenyAction : RequestAction
{
    private readonly LocalReply _reply;
    private readonly bool _usesErrorPage;

    private DenyAction(LocalReply reply, bool usesErrorPage)
    {
        _reply = reply;
        _usesErrorPage = usesErrorPage;
    }

    internal static RequestAction? Create(RuleConfig rule, DiagnosticBag diagnostics) =>
        ReplyArguments.Read(rule, diagnostics, (403, 200, 599), out bool isPlain) is { } reply ? new DenyAction(reply, isPlain) : null;

    public override ActionVerdict Run(Exchange exchange) =>
        ActionVerdict.Answer(_usesErrorPage ? exchange.ErrorReply(_reply.Status) : _reply, Termination.Denied);
}
