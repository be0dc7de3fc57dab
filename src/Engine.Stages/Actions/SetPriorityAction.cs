using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>set-priority-class</c> and <c>set-priority-offset</c> (CFG 4.4): the order in which exchanges that wait for a full server get their slots.</summary>
internal sealed class SetPriorityAction : RuleAction
{
    // CFG 4.4: what lies outside is truncated.
    private const int ClassMax = 2047;
    private const int OffsetMax = 524287;

    private readonly SamplePlan _value;
    private readonly bool _isClass;

    private SetPriorityAction(SamplePlan value, bool isClass)
    {
        _value = value;
        _isClass = isClass;
    }

    internal static RuleAction? CreateClass(RuleArguments arguments) => Create(arguments, isClass: true);

    internal static RuleAction? CreateOffset(RuleArguments arguments) => Create(arguments, isClass: false);

    public override RuleVerdict Run(in SampleContext context)
    {
        Sample sample = default;
        if (!_value.TryEvaluate(context, SampleType.Integer, ref sample))
        {
            return RuleVerdict.Continue;
        }

        if (_isClass)
        {
            context.Exchange.Settings.PriorityClass = (int)long.Clamp(sample.Integer, -ClassMax, ClassMax);
        }
        else
        {
            context.Exchange.Settings.PriorityOffsetMs = (int)long.Clamp(sample.Integer, -OffsetMax, OffsetMax);
        }

        return RuleVerdict.Continue;
    }

    private static SetPriorityAction? Create(RuleArguments arguments, bool isClass)
    {
        SamplePlan? value = arguments.Sample(arguments.Action);
        arguments.ExpectEnd();
        return arguments.Failed ? null : new SetPriorityAction(value!, isClass);
    }
}
