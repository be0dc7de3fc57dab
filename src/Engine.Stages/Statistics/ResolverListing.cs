using System.Collections.Generic;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;

namespace Engine.Stages.Statistics;

/// <summary>Statistics of name servers (MGT 9.3: <c>show stat domain resolvers</c>), a row for each.</summary>
internal static class ResolverListing
{
    public static void Write(CommandCall call, StatFormat format)
    {
        bool isFirst = true;
        call.Page.Text(format == StatFormat.Json ? "[" : "");
        foreach (ResolverFigures figures in ResolversReport.All(call))
        {
            List<(string Name, string Tags, StatValue Value)> fields =
            [
                ("id", "CGP", StatValue.Of(figures.Nameserver)),
                ("pid", "CGP", StatValue.Of(figures.Section)),
            ];
            foreach ((string name, long count) in figures.Counters)
            {
                fields.Add((name, "MGP", StatValue.U64(count)));
            }

            WriteRow(call.Page, format, fields, isFirst);
            isFirst = false;
        }

        call.Page.Text(format == StatFormat.Json ? "]\n" : "");
    }

    private static void WriteRow(TextPage page, StatFormat format, List<(string Name, string Tags, StatValue Value)> fields, bool isFirst)
    {
        switch (format)
        {
            case StatFormat.Csv:
                WriteCsv(page, fields, isFirst);
                break;
            case StatFormat.Typed:
                for (int i = 0; i < fields.Count; i++)
                {
                    bool isText = fields[i].Value.Type == StatType.Text;
                    page.Text("N.").Number(i).Raw((byte)'.').Text(fields[i].Name).Raw((byte)':').Text(fields[i].Tags).Text(isText ? ":str:" : ":u64:");
                    FieldFormat.Plain(page, fields[i].Value);
                    page.Raw((byte)'\n');
                }

                break;
            default:
                page.Text(isFirst ? "[" : ",[");
                for (int i = 0; i < fields.Count; i++)
                {
                    page.Text(i == 0 ? "{" : ",{");
                    FieldFormat.Json(page, i, fields[i].Name, fields[i].Tags, fields[i].Value);
                    page.Raw((byte)'}');
                }

                page.Raw((byte)']');
                break;
        }
    }

    private static void WriteCsv(TextPage page, List<(string Name, string Tags, StatValue Value)> fields, bool withHead)
    {
        if (withHead)
        {
            page.Text("# ");
            foreach ((string name, _, _) in fields)
            {
                page.Text(name).Raw((byte)',');
            }

            page.Raw((byte)'\n');
        }

        foreach ((_, _, StatValue value) in fields)
        {
            FieldFormat.Csv(page, value);
            page.Raw((byte)',');
        }

        page.Raw((byte)'\n');
    }
}
