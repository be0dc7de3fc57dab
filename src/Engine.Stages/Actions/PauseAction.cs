using Engine.Config.Text;
using Engine.Config.Values;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>pause TIME</c> or <c>pause EXPRESSION</c>, in ms: the next rule is read when the time is over (CFG 4.4).</summary>
internal sealed class PauseAction(int timeMs, SamplePlan? computed) : RuleAction
{
    internal static RuleAction? Create(RuleArguments arguments)
    {
        bool isTime = TimeValue.TryParse(arguments.Peek, TimeUnit.Milliseconds, out int timeMs, out ValueIssue? issue);
        bool isNumber = arguments.Peek.Length > 0 && char.IsAsciiDigit(arguments.Peek[0]);
        SamplePlan? computed = isTime || isNumber ? null : arguments.Sample("pause");
        if (isTime || isNumber)
        {
            arguments.TryWord(out _);
        }

        if (isNumber && !isTime)
        {
            arguments.Reject(issue!.Message, issue.Fix);
        }

        arguments.ExpectEnd();
        return arguments.Failed ? null : new PauseAction(timeMs, computed);
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        RuleWait wait = context.Exchange.RuleWait;
        if (wait.IsResumed)
        {
            // The next rule that waits has a time of its own.
            wait.Reset();
            return RuleVerdict.Continue;
        }

        Sample sample = default;
        long ms = computed is null ? timeMs : computed.TryEvaluate(context, SampleType.Integer, ref sample) ? sample.Integer : 0;
        return ms <= 0 ? RuleVerdict.Continue : RuleVerdict.Pause((int)long.Min(ms, int.MaxValue));
    }
}
