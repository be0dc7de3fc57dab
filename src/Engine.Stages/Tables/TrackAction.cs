using System;
using System.Globalization;
using Engine.Config.Model;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;
using Engine.Proxy.Tables;

namespace Engine.Stages.Tables;

/// <summary><c>track-sc0 KEY [table TABLE]</c> and its kin (CFG 4.3): connection or exchange count at that key from here on.</summary>
internal sealed class TrackAction(int index, SamplePlan key, StickTableShared table, Ruleset ruleset) : RuleAction
{
    internal const string Prefix = "track-sc";

    internal static RuleAction? Create(RuleArguments arguments)
    {
        int index = int.Parse(arguments.Action.AsSpan(Prefix.Length), CultureInfo.InvariantCulture);
        int counters = arguments.Compiler.Names.StickCounters;
        if (index >= counters)
        {
            arguments.RejectAction($"there is no '{arguments.Action}': numbers go from 0 to {counters - 1}", "raise tune.stick-counters in the global section");
            return null;
        }

        SamplePlan? key = arguments.Sample(arguments.Action);
        StickTableShared? table = TableName.Of(arguments);
        arguments.ExpectEnd();
        return arguments.Failed ? null : new TrackAction(index, key!, table!, arguments.Ruleset);
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        // CFG 4.3: the first rule of a number counts, so that exceptions stand in front of what holds in general.
        if (TrackedKey.TryGet(context, index, out _))
        {
            return RuleVerdict.Continue;
        }

        Sample sample = default;
        if (!key.TryEvaluate(context, ref sample) || !context.Scratch.TryTake(table.Plan.KeyBytes, out Span<byte> bytes)
            || !StickKeys.TryMake(table.Plan.KeyType, ref sample, context.Scratch, bytes))
        {
            return sample.MayChange && !context.IsFinal ? RuleVerdict.AwaitBytes(0) : RuleVerdict.Continue;
        }

        if (!context.HasExchange)
        {
            context.Client.Track(index, table, bytes);
        }
        else if (ruleset is Ruleset.HttpRequest or Ruleset.HttpResponse)
        {
            context.Exchange.Tracking.TrackMessage(index, table, bytes, ruleset == Ruleset.HttpResponse ? context.Response.Status : 0);
        }
        else
        {
            context.Exchange.Tracking.Track(index, table, bytes);
        }

        return RuleVerdict.Continue;
    }
}
