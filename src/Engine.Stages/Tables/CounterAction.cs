using System;
using System.Globalization;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;
using Engine.Proxy.Tables;

namespace Engine.Stages.Tables;

/// <summary>
/// <c>sc-inc-gpc0(N)</c>, <c>sc-inc-gpc(I,N)</c>, <c>sc-add-gpc(I,N) VALUE</c>, <c>sc-set-gpt0(N) VALUE</c>, <c>sc-set-gpt(I,N) VALUE</c>
/// (CFG 4.3): at the key tracked as number N. Without such a key, or where its table does not keep the value, nothing happens.
/// </summary>
internal sealed class CounterAction : RuleAction
{
    private readonly StickDataType _type;
    private readonly int _element;
    private readonly int _index;
    private readonly long _constant;
    private readonly SamplePlan? _value;

    private CounterAction(StickDataType type, int element, int index, (long Constant, SamplePlan? Expression) value)
    {
        _type = type;
        _element = element;
        _index = index;
        _constant = value.Constant;
        _value = value.Expression;
    }

    internal static RuleAction? CreateIncrement0(RuleArguments arguments) => Create(arguments, StickDataType.Gpc0, hasElement: false, hasValue: false);

    internal static RuleAction? CreateIncrement1(RuleArguments arguments) => Create(arguments, StickDataType.Gpc1, hasElement: false, hasValue: false);

    internal static RuleAction? CreateIncrement(RuleArguments arguments) => Create(arguments, StickDataType.Gpc, hasElement: true, hasValue: false);

    internal static RuleAction? CreateAdd(RuleArguments arguments) => Create(arguments, StickDataType.Gpc, hasElement: true, hasValue: true);

    internal static RuleAction? CreateSetTag0(RuleArguments arguments) => Create(arguments, StickDataType.Gpt0, hasElement: false, hasValue: true);

    internal static RuleAction? CreateSetTag(RuleArguments arguments) => Create(arguments, StickDataType.Gpt, hasElement: true, hasValue: true);

    public override RuleVerdict Run(in SampleContext context)
    {
        if (!TrackedKey.TryGet(context, _index, out StickSlot slot) || !TryValue(context, out long value))
        {
            return RuleVerdict.Continue;
        }

        StickTableShared table = slot.Table!;
        long nowMs = context.Clock.NowMs;
        using StickLease lease = table.Open(slot);
        if (_type is not (StickDataType.Gpt0 or StickDataType.Gpt))
        {
            CounterUpdate.Add(table, lease, new CounterPlace(_type, _element), value, nowMs);
        }
        else if (table.Plan.CellOf(_type, _element) is { IsStored: true } cell)
        {
            lease.Set(cell, value, nowMs);
            lease.Touch(nowMs);
        }

        return RuleVerdict.Continue;
    }

    private bool TryValue(in SampleContext context, out long value)
    {
        value = _constant;
        if (_value is null)
        {
            return true;
        }

        Sample sample = default;
        bool has = _value.TryEvaluate(context, SampleType.Integer, ref sample);
        value = sample.Integer;
        return has;
    }

    private static CounterAction? Create(RuleArguments arguments, StickDataType type, bool hasElement, bool hasValue)
    {
        string[] inside = arguments.InParentheses;
        int element = 0;
        int index = 0;
        bool good = inside.Length == (hasElement ? 2 : 1)
            && (!hasElement || (int.TryParse(inside[0], CultureInfo.InvariantCulture, out element) && element is >= 0 and < StickColumnElements))
            && int.TryParse(inside[^1].AsSpan().TrimStart("sc"), CultureInfo.InvariantCulture, out index);
        if (!good || (uint)index >= (uint)arguments.Compiler.Names.StickCounters)
        {
            arguments.RejectAction(
                $"'{arguments.Action}' needs {(hasElement ? "an element of the array and " : "")}the number of a tracked key, 0 to {arguments.Compiler.Names.StickCounters - 1}",
                $"write it as {arguments.Action}({(hasElement ? "0," : "")}0)");
            return null;
        }

        (long, SamplePlan?) value = (1, null);
        if (hasValue)
        {
            bool isNumber = long.TryParse(arguments.Peek, NumberStyles.None, CultureInfo.InvariantCulture, out _);
            value = isNumber ? (arguments.Integer(arguments.Action, 0, uint.MaxValue), null) : (0, arguments.Sample(arguments.Action));
        }

        arguments.ExpectEnd();
        return arguments.Failed ? null : new CounterAction(type, element, index, value);
    }

    /// <summary>The longest array that a table can have.</summary>
    private const int StickColumnElements = 100;
}
