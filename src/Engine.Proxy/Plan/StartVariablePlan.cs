using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Logs;
using Engine.Proxy.Loops;
using Engine.Proxy.Samples;
using Engine.Proxy.Variables;

namespace Engine.Proxy.Plan;

/// <summary><c>set-var</c> or <c>set-var-fmt</c> of the global section: a variable that has its value before the first connection is accepted.</summary>
internal sealed class StartVariablePlan
{
    private readonly int _slot;
    private readonly SamplePlan? _sample;
    private readonly LogFormatPlan? _format;

    private StartVariablePlan(int slot, SamplePlan? sample, LogFormatPlan? format)
    {
        _slot = slot;
        _sample = sample;
        _format = format;
    }

    /// <summary>In order of declaration, as one may read those before it.</summary>
    internal static IReadOnlyList<StartVariablePlan> Compile(GlobalConfig global, ExpressionCompiler expressions)
    {
        List<StartVariablePlan> plans = [];
        expressions.Proxy = null;
        foreach (StartVariableConfig config in global.Variables)
        {
            const int NameWord = 1;
            if (!expressions.Variables.TryName(config.Name, out VariableName name, out string error))
            {
                expressions.Diagnostics.Error(config.Where, NameWord, error, "write it as proc.NAME");
                continue;
            }

            SamplePlan? sample = config.Sample is null ? null : expressions.Sample(config.Where, config.Sample, RulePoints.Process);
            LogFormatPlan? format = config.Format is null ? null : expressions.Format(config.Where, config.Format, RulePoints.Process, FormatUse.Text);
            if (sample is not null || format is not null)
            {
                plans.Add(new StartVariablePlan(name.Slot, sample, format));
            }
        }

        return plans;
    }

    /// <summary>Sets them all, in the plan that loop uses: on that loop, or before it runs. What has no value stays as it was.</summary>
    internal static void SetAll(ProxyLoop place)
    {
        foreach (StartVariablePlan variable in place.Plan.StartVariables)
        {
            variable.Set(place);
        }
    }

    internal void Set(ProxyLoop place)
    {
        SampleContext context = new(place, RulePoints.Process);
        place.Scratch.Clear();
        Sample sample = default;
        if (_format is not null)
        {
            sample.SetText(_format.Render(context));
        }
        else if (!_sample!.TryEvaluate(context, ref sample))
        {
            return;
        }

        _ = place.Plan.Variables.TrySet(_slot, sample);
    }
}
