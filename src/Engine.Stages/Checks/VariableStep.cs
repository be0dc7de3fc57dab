using Engine.Proxy.Health;
using Engine.Proxy.Logs;
using Engine.Proxy.Samples;
using Engine.Proxy.Variables;
using Engine.Stages.Variables;

namespace Engine.Stages.Checks;

/// <summary>Sets a variable to a sample or to a text, or unsets it (CFG 4.2 http-check set-var and its kin).</summary>
internal sealed class VariableStep(VariableName name, SetCondition conditions, SamplePlan? sample, LogFormatPlan? format) : ActionStep
{
    public override void Run(CheckRun run)
    {
        SampleContext context = run.Context();
        Sample value = default;
        if (format is not null)
        {
            value.SetText(format.Render(context));
        }
        else if (sample is null || !sample.TryEvaluate(context, ref value))
        {
            VariableAccess.Unset(context, name);
            return;
        }

        if (SetConditions.Hold(conditions, context, name, value))
        {
            VariableAccess.TrySet(context, name, value);
        }
    }
}
