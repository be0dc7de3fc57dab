using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary>CFG 4.4 disable-l7-retry: once a server may have had the request, it is not sent again, whatever <c>retry-on</c> says.</summary>
internal sealed class DisableRetryAction : RuleAction
{
    internal static RuleAction? Create(RuleArguments arguments)
    {
        arguments.ExpectEnd();
        return arguments.Failed ? null : new DisableRetryAction();
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        context.Exchange.Settings.ForbidsReplay = true;
        return RuleVerdict.Continue;
    }
}
