using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;
using Engine.Proxy.Tables;

namespace Engine.Stages.Commands;

/// <summary>Stick tables: listed, changed, emptied (MGT 9.3). Entries are taken in hand one at a time, so that the loops wait for none of this.</summary>
internal static class TableCommands
{
    private const string SetUsage = "Required arguments: <table> key <key> [data.<store_data_type> <value>]*";
    private const string ClearUsage = "Required arguments: <table> \"data.<store_data_type>\" <operator> <value> or <table> key <key>";
    private const string ShowUsage = "Optional argument only supports \"data.<store_data_type>\" <operator> <value> and key <key>";

    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("show table", "<table> [<filter>]*", "report table usage stats or dump this table's contents", ControlLevel.User, Show),
        new("set table", "<table> key <k> [data.* <v>]*", "update or create a table entry's data", ControlLevel.Operator, Set),
        new("clear table", "<table> [<filter>]*", "remove an entry from a table (filter: data/key)", ControlLevel.Operator, Clear),
    ];

    private static IEnumerator<Slice>? Show(CommandCall call)
    {
        if (call.Count == 0)
        {
            foreach ((string _, StickTableShared each) in call.Plan.Names.Tables)
            {
                TableText.WriteHead(call.Page, each, call.NowMs);
            }

            return null;
        }

        if (Find(call) is not { } table)
        {
            return null;
        }

        if (call[1] == "key")
        {
            if (TryKey(call, table, out byte[] key))
            {
                int mark = call.Page.Length;
                TableText.WriteHead(call.Page, table, call.NowMs);
                using StickLease entry = table.Find(key, call.NowMs);
                if (entry.IsFound)
                {
                    TableText.WriteEntry(call.Page, table, entry, call.NowMs);
                }
                else
                {
                    call.Page.Rewind(mark);
                }
            }

            return null;
        }

        return ReadFilter(call, table, ShowUsage) is { } filter ? Show(call, table, filter) : null;
    }

    private static IEnumerator<Slice> Show(CommandCall call, StickTableShared table, TableFilter filter)
    {
        TableText.WriteHead(call.Page, table, call.NowMs);
        StickCursor cursor = default;
        while (ShowNext(call, table, filter, ref cursor))
        {
            yield return Slice.Next;
        }
    }

    private static bool ShowNext(CommandCall call, StickTableShared table, TableFilter filter, ref StickCursor cursor)
    {
        using StickLease entry = table.Next(ref cursor, call.NowMs);
        if (entry.IsFound && filter.Holds(entry, call.NowMs))
        {
            TableText.WriteEntry(call.Page, table, entry, call.NowMs);
        }

        return entry.IsFound;
    }

    /// <summary>All values are looked at before any of them is set.</summary>
    private static IEnumerator<Slice>? Set(CommandCall call)
    {
        if (call.Count == 0)
        {
            return call.Refuse(SetUsage);
        }

        if (Find(call) is not { } table)
        {
            return null;
        }

        if (call[1].StartsWith("data.", StringComparison.Ordinal))
        {
            return call.Refuse("content-based lookup is only supported with the \"show\" and \"clear\" actions");
        }

        if (call[1] != "key")
        {
            return call.Refuse(SetUsage);
        }

        if (!TryKey(call, table, out byte[] key) || ReadValues(call, table) is not { } values)
        {
            return null;
        }

        using StickLease entry = table.FindOrAdd(key, call.NowMs);
        if (!entry.IsFound)
        {
            return call.Refuse("Unable to allocate a new entry");
        }

        foreach ((StickCell cell, long value) in values)
        {
            entry.Set(cell, value, call.NowMs);
        }

        entry.Touch(call.NowMs);
        return null;
    }

    private static List<(StickCell Cell, long Value)>? ReadValues(CommandCall call, StickTableShared table)
    {
        const int First = 3;
        List<(StickCell, long)> values = [];
        for (int at = First; at < call.Count; at += 2)
        {
            if (!TableFilter.TryCell(call[at], table.Plan, out StickCell cell, out string fault))
            {
                call.Refuse(fault);
                return null;
            }

            // Servers by name are what the tables of stick rules keep; only those rules know what a name stands for.
            if (cell.Kind == StickValueKind.Name || !call.TryInteger(at + 1, out long value))
            {
                call.Refuse("Require a valid integer value to store");
                return null;
            }

            values.Add((cell, value));
        }

        return values;
    }

    private static IEnumerator<Slice>? Clear(CommandCall call)
    {
        if (call.Count == 0)
        {
            return call.Refuse(ClearUsage);
        }

        if (Find(call) is not { } table)
        {
            return null;
        }

        if (call[1] == "key")
        {
            if (TryKey(call, table, out byte[] key))
            {
                using StickLease entry = table.Find(key, call.NowMs);
                return entry.IsFound && !entry.TryRemove() ? call.Refuse("Entry currently in use, cannot remove") : null;
            }

            return null;
        }

        return ReadFilter(call, table, ClearUsage) is { } filter ? Clear(call, table, filter) : null;
    }

    /// <summary>Entries that are tracked stay.</summary>
    private static IEnumerator<Slice> Clear(CommandCall call, StickTableShared table, TableFilter filter)
    {
        StickCursor cursor = default;
        while (ClearNext(call, table, filter, ref cursor))
        {
            yield return Slice.Next;
        }
    }

    private static bool ClearNext(CommandCall call, StickTableShared table, TableFilter filter, ref StickCursor cursor)
    {
        using StickLease entry = table.Next(ref cursor, call.NowMs);
        if (entry.IsFound && filter.Holds(entry, call.NowMs))
        {
            entry.TryRemove();
        }

        return entry.IsFound;
    }

    private static StickTableShared? Find(CommandCall call)
    {
        if (call.Plan.Names.Tables.TryGetValue(call[0], out StickTableShared? table))
        {
            return table;
        }

        call.Refuse("No such table");
        return null;
    }

    private static TableFilter? ReadFilter(CommandCall call, StickTableShared table, string usage)
    {
        if (call[1].Length == 0 || call[1].StartsWith("data.", StringComparison.Ordinal))
        {
            return TableFilter.Read(call, 1, table.Plan);
        }

        call.Refuse(usage);
        return null;
    }

    /// <summary>False after the client has been told what is wrong.</summary>
    private static bool TryKey(CommandCall call, StickTableShared table, out byte[] key)
    {
        key = new byte[table.Plan.KeyBytes];
        if (call[2].Length == 0)
        {
            call.Refuse("Key value expected");
            return false;
        }

        if (!StickKeys.TryParse(table.Plan.KeyType, ByteText.ToBytes(call[2]), key))
        {
            call.Refuse($"'{call[2]}' is no key of type {TableText.NameOf(table.Plan.KeyType)}");
            return false;
        }

        return true;
    }
}
