using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>accept</c>: no further rule of this kind and section is read.</summary>
internal sealed class AcceptAction : RuleAction
{
    internal static RuleAction? Create(RuleArguments arguments)
    {
        arguments.ExpectEnd();
        return arguments.Failed ? null : new AcceptAction();
    }

    public override RuleVerdict Run(in SampleContext context) => RuleVerdict.Stop;
}
