using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>allow</c>: no further rule of this kind and section is read (CFG 4.4).</summary>
internal sealed class AllowAction : RuleAction
{
    internal static RuleAction? Create(RuleArguments arguments)
    {
        arguments.ExpectEnd();
        return arguments.Failed ? null : new AllowAction();
    }

    public override RuleVerdict Run(in SampleContext context) => RuleVerdict.Stop;
}
