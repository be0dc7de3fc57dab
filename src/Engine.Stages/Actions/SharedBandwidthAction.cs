using System;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;
using Engine.Proxy.Tables;

namespace Engine.Stages.Actions;

/// <summary><c>set-bandwidth-limit NAME</c> of a shared limit: all exchanges of one key together go no faster, in this frontend or backend or in others (CFG 9.7).</summary>
internal sealed class SharedBandwidthAction : RuleAction
{
    private readonly BandwidthLimitConfig _filter;
    private readonly SamplePlan _key;
    private readonly StickTableShared _table;

    private SharedBandwidthAction(BandwidthLimitConfig filter, SamplePlan key, StickTableShared table)
    {
        _filter = filter;
        _key = key;
        _table = table;
    }

    internal static RuleAction? Create(RuleArguments arguments, BandwidthLimitConfig filter)
    {
        arguments.ExpectEnd();
        string name = filter.Table ?? arguments.Proxy.Name;
        if (!arguments.Compiler.Names.Tables.TryGetValue(name, out StickTableShared? table))
        {
            arguments.Reject($"there is no stick-table '{name}'", Suggest.Fix(name, arguments.Compiler.Names.Tables.Keys) ?? "declare one: stick-table type ip size 100k expire 1m store bytes_in_rate(1s),bytes_out_rate(1s)");
            return null;
        }

        StickDataType rate = filter.IsOut ? StickDataType.BytesOutRate : StickDataType.BytesInRate;
        if (table.Plan.Find(rate) is null)
        {
            arguments.Reject($"the stick-table '{name}' does not count the rate of bytes", $"add to it: store {(filter.IsOut ? "bytes_out_rate" : "bytes_in_rate")}(1s)");
            return null;
        }

        SamplePlan? key = arguments.Compiler.Sample(filter.Where, filter.KeyWord, arguments.Point);
        return arguments.Failed || key is null ? null : new SharedBandwidthAction(filter, key, table);
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        Sample sample = default;
        if (_key.TryEvaluate(context, ref sample) && context.Scratch.TryTake(_table.Plan.KeyBytes, out Span<byte> key)
            && StickKeys.TryMake(_table.Plan.KeyType, ref sample, context.Scratch, key))
        {
            context.Exchange.ShareBandwidth(_filter, _table, key);
        }

        return RuleVerdict.Continue;
    }
}
