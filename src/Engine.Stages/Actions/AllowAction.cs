using Engine.Proxy.Exchanges;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>http-request allow</c>: no further rule of this section is read.</summary>
internal sealed class AllowAction : RuleAction
{
    internal static RuleAction? Create(RuleArguments arguments)
    {
        if (arguments.TryWord(out string word))
        {
            arguments.Reject($"'allow' takes no argument, but found '{word}'", "remove it");
            return null;
        }

        return new AllowAction();
    }

    public override RuleVerdict Run(in SampleContext context) => RuleVerdict.Stop;
}
