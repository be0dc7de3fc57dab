using Engine.Proxy.Logs;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>http-request set-header Host</c>: another host, in an absolute target as well. What is no host is refused.</summary>
internal sealed class SetHostAction(LogFormatPlan value) : RuleAction
{
    public override RuleVerdict Run(in SampleContext context) =>
        context.Request.TrySetHost(value.Render(context)) ? RuleVerdict.Continue : RuleVerdict.Overflow(context);
}
