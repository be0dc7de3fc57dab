using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Stages;

namespace Engine.Stages.Actions;

/// <summary><c>http-request allow</c>: no further rule of this section is read.</summary>
internal sealed class AllowAction : RequestAction
{
    internal static RequestAction? Create(RuleConfig rule, DiagnosticBag diagnostics)
    {
        RuleArguments arguments = new(rule, diagnostics);
        if (arguments.TryWord(out string word))
        {
            arguments.Reject($"'allow' takes no argument, but found '{word}'", "remove it");
            return null;
        }

        return new AllowAction();
    }

    public override ActionVerdict Run(Exchange exchange) => ActionVerdict.Allow;
}
