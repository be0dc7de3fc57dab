using System;
using System.Collections.Generic;
using Engine.Proxy.Samples;
using Engine.Proxy.Tables;

namespace Engine.Stages.Tables;

/// <summary>Converters that look a value up in a stick table (CFG 7.3.1).</summary>
internal static class TableConverters
{
    internal static IReadOnlyList<ConverterRow> Rows => [.. Counters(), .. Entries()];

    private static IEnumerable<ConverterRow> Counters()
    {
        foreach (CounterOperation operation in CounterOperation.All)
        {
            string name = "table_" + operation.Name.Replace("get_", "", StringComparison.Ordinal);
            yield return new ConverterRow(name, $"Of the key in a table: {operation.Documentation}.", SampleType.None, call => TableConverter.Create(operation, call));
        }

        CounterOperation server = new("server_id", "the number of the server it sticks to", CounterKind.Read, StickDataType.ServerId);
        yield return new ConverterRow("table_server_id", $"Of the key in a table: {server.Documentation}.", SampleType.None, call => TableConverter.Create(server, call));
    }

    private static IEnumerable<ConverterRow> Entries()
    {
        yield return new ConverterRow("in_table", "True when a table has the key.", SampleType.None, EntryConverter.CreateIsThere);
        yield return new ConverterRow("table_expire", "ms until the key's entry in a table expires.", SampleType.None, EntryConverter.CreateExpire);
        yield return new ConverterRow("table_idle", "ms since the key's entry in a table was used.", SampleType.None, EntryConverter.CreateIdle);
    }
}
