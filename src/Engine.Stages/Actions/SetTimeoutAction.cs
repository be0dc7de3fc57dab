using System;
using Engine.Config.Text;
using Engine.Config.Values;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>set-timeout client|server|tunnel TIME|EXPRESSION</c>: for this exchange alone (CFG 4.4). An expression gives milliseconds.</summary>
internal sealed class SetTimeoutAction : RuleAction
{
    private readonly string _which;
    private readonly int _timeoutMs;
    private readonly SamplePlan? _sample;

    private SetTimeoutAction(string which, int timeoutMs, SamplePlan? sample)
    {
        _which = which;
        _timeoutMs = timeoutMs;
        _sample = sample;
    }

    internal static RuleAction? Create(RuleArguments arguments)
    {
        string which = arguments.Value(arguments.Action);
        if (!arguments.Failed && which is not ("client" or "server" or "tunnel"))
        {
            arguments.Reject($"'{which}' is no timeout that can be set here", "use client, server or tunnel");
        }

        int timeoutMs = 0;
        SamplePlan? sample = null;
        if (!arguments.Failed)
        {
            bool isTime = arguments.Peek.Length > 0 && char.IsAsciiDigit(arguments.Peek[0]);
            sample = isTime ? null : arguments.Sample(which);
            timeoutMs = isTime ? ReadTime(arguments, which) : 0;
        }

        arguments.ExpectEnd();
        return arguments.Failed ? null : new SetTimeoutAction(which, timeoutMs, sample);
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        int timeoutMs = _timeoutMs;
        if (_sample is not null)
        {
            // Without a value, or with one that is no time, all stays as it is.
            Sample value = default;
            if (!_sample.TryEvaluate(context, SampleType.Integer, ref value) || value.Integer is < 1 or > int.MaxValue)
            {
                return RuleVerdict.Continue;
            }

            timeoutMs = (int)value.Integer;
        }

        ExchangeSettings settings = context.Exchange.Settings;
        switch (_which)
        {
            case "client":
                settings.ClientTimeoutMs = timeoutMs;
                break;
            case "server":
                settings.ServerTimeoutMs = timeoutMs;
                break;
            default:
                settings.TunnelTimeoutMs = timeoutMs;
                break;
        }

        return RuleVerdict.Continue;
    }

    private static int ReadTime(RuleArguments arguments, string which)
    {
        string text = arguments.Value(which);
        if (TimeValue.TryParse(text, TimeUnit.Milliseconds, out int ms, out ValueIssue? issue) && ms > 0)
        {
            return ms;
        }

        arguments.Reject(issue?.Message ?? "a timeout is at least 1 ms", issue?.Fix ?? "write a time such as 10s");
        return 0;
    }
}
