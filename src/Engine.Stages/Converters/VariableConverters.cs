using System.Collections.Generic;
using Engine.Config.Text;
using Engine.Proxy.Samples;
using Engine.Proxy.Variables;
using Engine.Stages.Variables;

namespace Engine.Stages.Converters;

/// <summary>Converters that keep or drop a variable on the way and pass on what they were given (CFG 7.3.1).</summary>
internal static class VariableConverters
{
    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        new("set-var", "Sets a variable to the value and passes it on.", SampleType.None, CreateSet),
        new("unset-var", "Takes the value of a variable away and passes on what it was given.", SampleType.None, CreateUnset),
    ];

    private static SetVar? CreateSet(SampleCallArguments call)
    {
        SetCondition conditions = SetCondition.Always;
        for (int i = 1; i < call.Count; i++)
        {
            if (!SetConditions.TryAdd(call.Text(i), ref conditions))
            {
                call.Error($"'{call.Text(i)}' is no condition of 'set-var'", Suggest.Fix(call.Text(i), SetConditions.Names));
                return null;
            }
        }

        return VariableAccess.TryName(call, 0, out VariableName name) ? new SetVar(name, conditions) : null;
    }

    private static UnsetVar? CreateUnset(SampleCallArguments call) =>
        VariableAccess.TryName(call, 0, out VariableName name) ? new UnsetVar(name) : null;

    private sealed class SetVar(VariableName name, SetCondition conditions) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            if (SetConditions.Hold(conditions, context, name, sample))
            {
                VariableAccess.TrySet(context, name, sample);
            }

            return true;
        }
    }

    private sealed class UnsetVar(VariableName name) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            VariableAccess.Unset(context, name);
            return true;
        }
    }
}
