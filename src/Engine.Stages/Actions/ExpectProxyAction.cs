using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>expect-proxy layer4</c>: the connection begins with a PROXY header, as with <c>accept-proxy</c> (CFG 4.3).</summary>
internal sealed class ExpectProxyAction : RuleAction
{
    internal static RuleAction? Create(RuleArguments arguments)
    {
        if (arguments.Value("expect-proxy") != "layer4" && !arguments.Failed)
        {
            arguments.Reject($"'{arguments.Action}' takes 'layer4', nothing else", "write it as: expect-proxy layer4");
        }

        arguments.ExpectEnd();
        return arguments.Failed ? null : new ExpectProxyAction();
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        context.Client.ExpectsProxyHeader = true;
        return RuleVerdict.Continue;
    }
}
