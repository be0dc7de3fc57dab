using Engine.Proxy.Exchanges;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>http-request deny</c>: refuses, with the error page of the status, or with what the rule spells out (CFG 4.4 deny).</summary>
internal sealed class DenyAction : RuleAction
{
    private readonly LocalReply _reply;
    private readonly bool _usesErrorPage;

    private DenyAction(LocalReply reply, bool usesErrorPage)
    {
        _reply = reply;
        _usesErrorPage = usesErrorPage;
    }

    internal static RuleAction? Create(RuleArguments arguments) =>
        ReplyArguments.Read(arguments, (403, 200, 599), out bool isPlain) is { } reply ? new DenyAction(reply, isPlain) : null;

    public override RuleVerdict Run(in SampleContext context) =>
        RuleVerdict.Answer(_usesErrorPage ? context.Exchange.ErrorReply(_reply.Status) : _reply, Termination.Denied);
}
