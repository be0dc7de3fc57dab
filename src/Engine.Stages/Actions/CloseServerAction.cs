using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary>
/// <c>tcp-response content close</c>: what has come from the server is passed on, and then its connection is closed. In HTTP the
/// response passes whole, since half of one would be an error, and the connection carries no other.
/// </summary>
internal sealed class CloseServerAction : RuleAction
{
    internal static RuleAction? Create(RuleArguments arguments)
    {
        arguments.ExpectEnd();
        return arguments.Failed ? null : new CloseServerAction();
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        context.Exchange.Settings.ClosesServer = true;
        return RuleVerdict.Stop;
    }
}
