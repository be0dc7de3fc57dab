using System;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Config.Values;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary>
/// <c>set-bandwidth-limit NAME [limit BYTES|EXPRESSION] [period TIME|EXPRESSION]</c>: from here on the exchange goes no faster than the
/// <c>filter bwlim-in</c> or <c>bwlim-out</c> of that name says, or the numbers given here (CFG 4.4).
/// </summary>
internal sealed class BandwidthAction : RuleAction
{
    private readonly BandwidthLimitConfig _filter;
    private SamplePlan? _computedLimit;
    private SamplePlan? _computedPeriod;
    private long _limitBytes;
    private int _periodMs;

    private BandwidthAction(BandwidthLimitConfig filter)
    {
        _filter = filter;
        _limitBytes = filter.LimitBytes;
        _periodMs = filter.PeriodMs;
    }

    internal static RuleAction? Create(RuleArguments arguments)
    {
        string name = arguments.Value(arguments.Action);
        BandwidthLimitConfig? filter = null;
        foreach (BandwidthLimitConfig known in arguments.Proxy.BandwidthLimits)
        {
            filter = known.Name == name ? known : filter;
        }

        if (filter is null)
        {
            arguments.Reject($"{arguments.Proxy.Name} has no limit named '{name}'", $"add to it: filter bwlim-out {name} default-limit 625k default-period 1s");
            return null;
        }

        if (filter.KeyWord > 0)
        {
            return SharedBandwidthAction.Create(arguments, filter);
        }

        BandwidthAction action = new(filter);
        while (!arguments.Failed && arguments.TryWord(out string word))
        {
            if (word == "limit")
            {
                action.ReadLimit(arguments);
            }
            else if (word == "period")
            {
                action.ReadPeriod(arguments);
            }
            else
            {
                arguments.Reject($"'{arguments.Action}' takes 'limit' and 'period', not '{word}'");
            }
        }

        return arguments.Failed ? null : action;
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        long limit = Evaluate(_computedLimit, context, _limitBytes);
        long period = Evaluate(_computedPeriod, context, _periodMs);
        if (limit > 0 && period > 0)
        {
            context.Exchange.LimitBandwidth(_filter, limit, (int)Math.Min(period, int.MaxValue));
        }

        return RuleVerdict.Continue;
    }

    private static long Evaluate(SamplePlan? computed, in SampleContext context, long otherwise)
    {
        Sample sample = default;
        return computed is not null && computed.TryEvaluate(context, SampleType.Integer, ref sample) ? sample.Integer : otherwise;
    }

    private void ReadLimit(RuleArguments arguments)
    {
        if (SizeValue.TryParse(arguments.Peek, long.MaxValue, out long bytes, out ValueIssue? _))
        {
            _limitBytes = bytes;
            arguments.TryWord(out _);
            return;
        }

        _computedLimit = arguments.Sample("limit");
    }

    private void ReadPeriod(RuleArguments arguments)
    {
        if (TimeValue.TryParse(arguments.Peek, TimeUnit.Milliseconds, out int ms, out ValueIssue? _))
        {
            _periodMs = ms;
            arguments.TryWord(out _);
            return;
        }

        _computedPeriod = arguments.Sample("period");
    }
}
