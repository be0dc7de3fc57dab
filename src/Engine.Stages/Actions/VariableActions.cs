using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Logs;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;
using Engine.Proxy.Variables;
using Engine.Stages.Variables;

namespace Engine.Stages.Actions;

/// <summary><c>set-var(name[,condition...])</c>, <c>set-var-fmt</c> and <c>unset-var</c> (CFG 4.4).</summary>
internal static class VariableActions
{
    private static readonly Ruleset[] Everywhere = Enum.GetValues<Ruleset>();

    internal static IReadOnlyList<ActionRow> Rows =>
    [
        new("set-var", Everywhere, "Sets a variable to the value of an expression.", CreateSet),
        new("set-var-fmt", Everywhere, "Sets a variable to a text made of a format.", CreateSetFormat),
        new("unset-var", Everywhere, "Takes the value of a variable away.", CreateUnset),
    ];

    private static SetFromSample? CreateSet(RuleArguments arguments)
    {
        bool named = TryName(arguments, out VariableName name, out SetCondition conditions);
        SamplePlan? sample = arguments.Sample(arguments.Action);
        arguments.ExpectEnd();
        return named && !arguments.Failed ? new SetFromSample(name, conditions, sample!) : null;
    }

    private static SetFromFormat? CreateSetFormat(RuleArguments arguments)
    {
        bool named = TryName(arguments, out VariableName name, out SetCondition conditions);
        LogFormatPlan? format = arguments.Format(arguments.Action);
        arguments.ExpectEnd();
        return named && !arguments.Failed ? new SetFromFormat(name, conditions, format!) : null;
    }

    private static Unset? CreateUnset(RuleArguments arguments)
    {
        bool named = TryName(arguments, out VariableName name, out _);
        arguments.ExpectEnd();
        return named && !arguments.Failed ? new Unset(name) : null;
    }

    private static bool TryName(RuleArguments arguments, out VariableName name, out SetCondition conditions)
    {
        name = default;
        conditions = SetCondition.Always;
        string[] inside = arguments.InParentheses;
        if (inside.Length == 0)
        {
            arguments.RejectAction($"'{arguments.Action}' needs the variable's name in parentheses", $"write it as {arguments.Action}(txn.name)");
            return false;
        }

        if (!arguments.Compiler.Variables.TryName(inside[0], out name, out string error))
        {
            arguments.RejectAction(error, $"write it as {arguments.Action}(txn.name)");
            return false;
        }

        foreach (string word in inside.AsSpan(1))
        {
            if (!SetConditions.TryAdd(word, ref conditions))
            {
                arguments.RejectAction($"'{word}' is no condition of '{arguments.Action}'", Suggest.Fix(word, SetConditions.Names));
                return false;
            }
        }

        return true;
    }

    private sealed class SetFromSample(VariableName name, SetCondition conditions, SamplePlan sample) : RuleAction
    {
        public override RuleVerdict Run(in SampleContext context)
        {
            Sample value = default;
            if (sample.TryEvaluate(context, ref value) && SetConditions.Hold(conditions, context, name, value))
            {
                VariableAccess.TrySet(context, name, value);
            }

            return RuleVerdict.Continue;
        }
    }

    private sealed class SetFromFormat(VariableName name, SetCondition conditions, LogFormatPlan format) : RuleAction
    {
        public override RuleVerdict Run(in SampleContext context)
        {
            Sample value = default;
            value.SetText(format.Render(context));
            if (SetConditions.Hold(conditions, context, name, value))
            {
                VariableAccess.TrySet(context, name, value);
            }

            return RuleVerdict.Continue;
        }
    }

    private sealed class Unset(VariableName name) : RuleAction
    {
        public override RuleVerdict Run(in SampleContext context)
        {
            VariableAccess.Unset(context, name);
            return RuleVerdict.Continue;
        }
    }
}
