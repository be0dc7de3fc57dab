using System.Collections.Generic;
using Engine.Proxy.Samples;
using Engine.Proxy.Tables;
using Engine.Stages.Fetches;

namespace Engine.Stages.Tables;

/// <summary>Fetches about tracked keys, the client's address in a table, and tables as a whole (CFG 7.3.2, 7.3.3).</summary>
internal static class TableFetches
{
    internal static IReadOnlyList<FetchRow> Rows => [.. Tracked(), .. Source(), .. Whole()];

    private static IEnumerable<FetchRow> Tracked()
    {
        foreach ((string prefix, int index) in new[] { ("sc_", -1), ("sc0_", 0), ("sc1_", 1), ("sc2_", 2) })
        {
            string whose = index < 0 ? "the tracked key of that number" : $"the key tracked as sc{index}";
            foreach (CounterOperation operation in CounterOperation.All)
            {
                // The numbered forms of arrays do not exist, but for one.
                if (!operation.HasElement || index < 0 || (index == 1 && operation.Kind == CounterKind.Clear))
                {
                    yield return new FetchRow(prefix + operation.Name, $"Of {whose}: {operation.Documentation}.", SampleNeeds.Client, call => TrackedFetch.Create(operation, index, call));
                }
            }

            yield return new FetchRow(prefix + "tracked", $"True when there is {whose}.", SampleNeeds.Client, call => CreateState(call, index, givesKey: false));
            yield return new FetchRow(prefix + "key", $"What is {whose}.", SampleNeeds.Client, call => CreateState(call, index, givesKey: true));
        }
    }

    private static IEnumerable<FetchRow> Source()
    {
        foreach (CounterOperation operation in CounterOperation.All)
        {
            if (operation.Kind != CounterKind.Trackers)
            {
                yield return new FetchRow("src_" + operation.Name, $"Of the client's address in a table: {operation.Documentation}.", SampleNeeds.Client, call => SourceFetch.Create(operation, call));
            }
        }

        CounterOperation update = new("updt_conn_cnt", "connections after counting one more", CounterKind.CountConnection, StickDataType.ConnCount);
        yield return new FetchRow("src_updt_conn_cnt", $"Of the client's address in a table: {update.Documentation}.", SampleNeeds.Client, call => SourceFetch.Create(update, call));
    }

    private static IEnumerable<FetchRow> Whole()
    {
        yield return new FetchRow("table_cnt", "Entries of a table.", SampleNeeds.Nothing, StateFetch<StickTableShared>.Of(static call => TableName.Of(call, 0), static (StickTableShared table, in SampleContext context) => table.CountAt(context.Clock.NowMs)));
        yield return new FetchRow("table_avl", "Entries that a table still has room for.", SampleNeeds.Nothing, StateFetch<StickTableShared>.Of(static call => TableName.Of(call, 0), static (StickTableShared table, in SampleContext context) => table.Plan.Size - table.CountAt(context.Clock.NowMs)));
    }

    private static TrackedStateFetch? CreateState(SampleCallArguments call, int index, bool givesKey)
    {
        int number = index >= 0 ? index : (int)call.Integer(0, 0);
        int tableAt = index >= 0 ? 0 : 1;
        bool valid = TrackedFetch.TryNumber(call, number) && (!call.Has(tableAt) || TableName.Of(call, tableAt) is not null);
        return valid ? new TrackedStateFetch(number, givesKey) : null;
    }
}
