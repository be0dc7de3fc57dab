using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>silent-drop [rst-ttl HOPS]</c>: the client's connection is forgotten, and what stands between us and the client may hear of it (CFG 4.4).</summary>
internal sealed class SilentDropAction(int hops) : RuleAction
{
    private const string ResetHops = "rst-ttl";
    private const int HopsMax = 255;

    internal static RuleAction? Create(RuleArguments arguments)
    {
        int hops = 0;
        if (arguments.Peek == ResetHops && arguments.TryWord(out _))
        {
            hops = (int)arguments.Integer(ResetHops, 1, HopsMax);
        }

        arguments.ExpectEnd();
        return arguments.Failed ? null : new SilentDropAction(hops);
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        context.Client.ResetHops = hops;
        return RuleVerdict.Drop(RejectAction.CauseAt(context.Point));
    }
}
