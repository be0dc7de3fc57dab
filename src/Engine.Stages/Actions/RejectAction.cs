using Engine.Proxy.Exchanges;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>reject</c>: the client's connection is closed without an answer.</summary>
internal sealed class RejectAction : RuleAction
{
    internal static RuleAction? Create(RuleArguments arguments)
    {
        arguments.ExpectEnd();
        return arguments.Failed ? null : new RejectAction();
    }

    public override RuleVerdict Run(in SampleContext context) => RuleVerdict.Close(CauseAt(context.Point));

    internal static Termination CauseAt(RulePoints point) => (point & RulePoints.Response) == 0 ? Termination.Rejected : Termination.RejectedResponse;
}
