using System;
using System.Globalization;
using Engine.Config.Model;
using Engine.Proxy.Pages;
using Engine.Proxy.Tables;

namespace Engine.Stages.Commands;

/// <summary>Stick tables and their entries as <c>show table</c> writes them.</summary>
internal static class TableText
{
    /// <summary>"# table: web, type: ip, size:100, used:3".</summary>
    public static void WriteHead(TextPage page, StickTableShared table, long nowMs) =>
        page.Text("# table: ").Text(table.Name).Text(", type: ").Text(NameOf(table.Plan.KeyType)).Text(", size:").Number(table.Plan.Size).Text(", used:").Number(table.CountAt(nowMs)).Raw((byte)'\n');

    /// <summary>One line. The number in front stands for the entry as HAProxy's pointers do.</summary>
    public static void WriteEntry(TextPage page, StickTableShared table, scoped in StickLease entry, long nowMs)
    {
        page.Text("0x").Hex(entry.Number).Text(": key=");
        WriteKey(page, table.Plan.KeyType, entry.Key);
        page.Text(" use=").Number(entry.Trackers).Text(" exp=").Number(entry.ExpiresInMs(nowMs));
        foreach (StickColumn column in table.Plan.Columns)
        {
            for (int i = 0; i < column.Count; i++)
            {
                WriteValue(page, table, column, i, entry.Read(table.Plan.CellOf(column.Type, i), nowMs));
            }
        }

        page.Raw((byte)'\n');
    }

    public static string NameOf(StickKeyType type) => type switch
    {
        StickKeyType.IPv4 => "ip",
        StickKeyType.IPv6 => "ipv6",
        StickKeyType.Integer => "integer",
        StickKeyType.Text => "string",
        _ => "binary",
    };

    private static void WriteValue(TextPage page, StickTableShared table, StickColumn column, int element, long value)
    {
        page.Raw((byte)' ').Text(NameOf(column, element));
        if (column.Kind == StickValueKind.Rate)
        {
            page.Raw((byte)'(').Number(column.PeriodMs).Raw((byte)')');
        }

        page.Raw((byte)'=');
        if (column.Kind != StickValueKind.Name)
        {
            page.Number(value);
            return;
        }

        ReadOnlySpan<byte> name = table.Names.NameOf((int)value);
        page.Raw(name.IsEmpty ? "-"u8 : name);
    }

    /// <summary>"gpc3_rate" for the fourth element of the array "gpc_rate".</summary>
    private static string NameOf(StickColumn column, int element)
    {
        string name = StickDataTypes.NameOf(column.Type);
        if (!StickDataTypes.IsArray(column.Type))
        {
            return name;
        }

        int suffix = name.IndexOf('_', StringComparison.Ordinal);
        return name.Insert(suffix < 0 ? name.Length : suffix, element.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteKey(TextPage page, StickKeyType type, ReadOnlySpan<byte> key)
    {
        if (type == StickKeyType.Text)
        {
            WriteText(page, StickKeys.TextOf(key));
            return;
        }

        Span<byte> room = new byte[Math.Max(64, key.Length * 2)];
        if (StickKeys.TryWrite(type, key, room, out int written))
        {
            page.Raw(room[..written]);
        }
    }

    /// <summary>What would be taken for something else on the line stands behind a backslash.</summary>
    private static void WriteText(TextPage page, ReadOnlySpan<byte> text)
    {
        foreach (byte b in text)
        {
            switch (b)
            {
                case (byte)' ' or (byte)'\\' or (byte)'=':
                    page.Raw((byte)'\\').Raw(b);
                    break;
                case (byte)'\n':
                    page.Text("\\n");
                    break;
                case (byte)'\r':
                    page.Text("\\r");
                    break;
                case (byte)'\t':
                    page.Text("\\t");
                    break;
                case < (byte)' ' or > (byte)'~':
                    page.Text("\\x").Text(b.ToString("X2", CultureInfo.InvariantCulture));
                    break;
                default:
                    page.Raw(b);
                    break;
            }
        }
    }
}
