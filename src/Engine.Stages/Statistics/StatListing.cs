using System;
using System.Collections.Generic;
using Engine.Proxy;
using Engine.Proxy.Pages;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Stages.Statistics;

/// <summary>Lists statistics, one row a step, so that ten thousand servers stall nobody (MGT 9.1, 9.2).</summary>
internal static class StatListing
{
    /// <param name="shows">Which sections; null = all.</param>
    public static IEnumerator<Slice> Write(ProxyEngine engine, TextPage page, StatOptions options, Func<SectionPlan, bool>? shows = null)
    {
        StatSubject subject = new() { StartedMs = engine.StartedMs, ShowsLegends = options.ShowsLegends };
        Begin(page, options.Format);
        bool isFirst = true;
        foreach (SectionPlan section in engine.Plan.Sections)
        {
            if ((options.ProxyId is { } id && id != section.Id) || !(shows?.Invoke(section) ?? true))
            {
                continue;
            }

            foreach (StatSubject row in subject.RowsOf(section, options.Kinds))
            {
                if (!IsWanted(row, options))
                {
                    continue;
                }

                row.NowMs = engine.Loops[0].Loop.Clock.NowMs;
                WriteRow(page, row, options, isFirst);
                isFirst = false;
                yield return Slice.Next;
            }
        }

        if (options.Format == StatFormat.Json)
        {
            page.Text("]\n");
        }
    }

    /// <summary>The first line: the names of all columns.</summary>
    public static void WriteCsvHead(TextPage page)
    {
        page.Text("# ");
        foreach (StatField field in StatFields.All)
        {
            page.Text(field.Name).Raw((byte)',');
        }

        page.Raw((byte)'\n');
    }

    private static void Begin(TextPage page, StatFormat format)
    {
        switch (format)
        {
            case StatFormat.Csv:
                WriteCsvHead(page);
                break;
            case StatFormat.Json:
                page.Raw((byte)'[');
                break;
        }
    }

    private static bool IsWanted(StatSubject row, StatOptions options)
    {
        if (options.Sid is { } sid && row.Is(StatKinds.Server | StatKinds.Listener) && row.Sid != sid)
        {
            return false;
        }

        if (!row.Is(StatKinds.Server))
        {
            return true;
        }

        bool inMaintenance = (row.Server!.Admin & ServerAdmin.Maintenance) != 0;
        return !(inMaintenance && (options.NoMaintenance || options.OnlyUp)) && (!options.OnlyUp || row.Server.IsAlive);
    }

    private static void WriteRow(TextPage page, StatSubject row, StatOptions options, bool isFirst)
    {
        switch (options.Format)
        {
            case StatFormat.Csv:
                WriteCsv(page, row);
                break;
            case StatFormat.Typed:
                WriteTyped(page, row, options.Describes);
                break;
            default:
                page.Text(isFirst ? "" : ",");
                WriteJson(page, row);
                break;
        }
    }

    private static void WriteCsv(TextPage page, StatSubject row)
    {
        foreach (StatField field in StatFields.All)
        {
            FieldFormat.Csv(page, field.Read(row));
            page.Raw((byte)',');
        }

        page.Raw((byte)'\n');
    }

    private static void WriteTyped(TextPage page, StatSubject row, bool describes)
    {
        byte letter = row.Kind switch
        {
            StatKinds.Frontend => (byte)'F',
            StatKinds.Backend => (byte)'B',
            StatKinds.Server => (byte)'S',
            _ => (byte)'L',
        };
        int position = -1;
        foreach (StatField field in StatFields.All)
        {
            position += field.Tags.Length == 0 ? 0 : 1;
            StatValue value = field.Tags.Length == 0 ? StatValue.None : field.Read(row);
            if (value.Type == StatType.None)
            {
                continue;
            }

            page.Raw(letter).Raw((byte)'.').Number(row.Section.Id).Raw((byte)'.').Number(row.Sid).Raw((byte)'.').Number(position).Raw((byte)'.');
            FieldFormat.Typed(page, field.Name, field.Tags, value);
            page.Text(describes ? ":\"" : "").Text(describes ? field.Documentation : "").Text(describes ? "\"\n" : "\n");
        }
    }

    private static void WriteJson(TextPage page, StatSubject row)
    {
        string type = row.Kind switch
        {
            StatKinds.Frontend => "Frontend",
            StatKinds.Backend => "Backend",
            StatKinds.Server => "Server",
            _ => "Listener",
        };
        page.Raw((byte)'[');
        bool isFirst = true;
        int position = -1;
        foreach (StatField field in StatFields.All)
        {
            position += field.Tags.Length == 0 ? 0 : 1;
            StatValue value = field.Tags.Length == 0 ? StatValue.None : field.Read(row);
            if (value.Type == StatType.None)
            {
                continue;
            }

            page.Text(isFirst ? "" : ",").Text("{\"objType\":\"").Text(type).Text("\",\"proxyId\":").Number(row.Section.Id).Text(",\"id\":").Number(row.Sid).Raw((byte)',');
            FieldFormat.Json(page, position, field.Name, field.Tags, value);
            page.Raw((byte)'}');
            isFirst = false;
        }

        page.Raw((byte)']');
    }
}
