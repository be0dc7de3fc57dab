using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary>Rules for which there is nothing to do in this engine.</summary>
internal sealed class NothingAction : RuleAction
{
    internal static readonly NothingAction Instance = new();

    /// <summary>CFG 4.4 wait-for-handshake: requests are read when handshakes are done, so none has to be waited for.</summary>
    internal static RuleAction? CreateWaitForHandshake(RuleArguments arguments)
    {
        arguments.ExpectEnd();
        return arguments.Failed ? null : Instance;
    }

    /// <summary>CFG 4.4 set-nice: loops serve their connections in turn, none before another.</summary>
    internal static RuleAction? CreateSetNice(RuleArguments arguments)
    {
        arguments.Integer(arguments.Action, -1024, 1024);
        arguments.ExpectEnd();
        return arguments.Failed ? null : Instance;
    }

    public override RuleVerdict Run(in SampleContext context) => RuleVerdict.Continue;
}
