using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>strict-mode on|off</c>: whether a rule that cannot make its edit ends the exchange (it does unless written) or is passed over (CFG 4.4).</summary>
internal sealed class StrictModeAction : RuleAction
{
    private readonly bool _isLenient;

    private StrictModeAction(bool isLenient) => _isLenient = isLenient;

    internal static RuleAction? Create(RuleArguments arguments)
    {
        string word = arguments.Value(arguments.Action);
        if (!arguments.Failed && word is not ("on" or "off"))
        {
            arguments.Reject($"'strict-mode' takes on or off, not '{word}'");
        }

        arguments.ExpectEnd();
        return arguments.Failed ? null : new StrictModeAction(word == "off");
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        if ((context.Point & RulePoints.Response) != 0)
        {
            context.Exchange.Settings.IsLenientWithResponse = _isLenient;
        }
        else
        {
            context.Exchange.Settings.IsLenientWithRequest = _isLenient;
        }

        return RuleVerdict.Continue;
    }
}
