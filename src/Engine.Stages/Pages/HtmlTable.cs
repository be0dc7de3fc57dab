using System.Collections.Generic;
using Engine.Proxy.Pages;
using Engine.Proxy.Plan;
using Engine.Proxy.State;
using Engine.Stages.Statistics;

namespace Engine.Stages.Pages;

/// <summary>The table of one proxy on the statistics page.</summary>
internal sealed class HtmlTable
{
    private readonly TextPage _page;
    private readonly StatisticsPlan _plan;
    private readonly List<HtmlColumn> _columns = [.. HtmlColumns.All];
    private readonly List<StatField> _fields;
    private readonly StatField _status = StatFields.Of("status");
    private readonly StatField _lastChange = StatFields.Of("lastchg");
    private readonly StatField _checkText = StatFields.Of("check_desc");
    private readonly StatField _checkAnswer = StatFields.Of("last_chk");
    private SectionPlan? _section;
    private bool _hasForm;

    /// <summary>The kind of rows of the part under way.</summary>
    private StatKinds _part;

    public HtmlTable(TextPage page, StatisticsPlan plan)
    {
        _page = page;
        _plan = plan;
        if (plan.Config.ShowsModules)
        {
            _columns.AddRange(HtmlColumns.Modules);
        }

        _fields = _columns.ConvertAll(static column => StatFields.Of(column.Field));
    }

    /// <param name="hasForm">Servers can be selected.</param>
    public void Begin(SectionPlan section, bool hasForm)
    {
        _section = section;
        _hasForm = hasForm;
        _part = StatKinds.None;
        bool isHttp = (section.Frontend?.Mode ?? section.Backend!.Mode) == Engine.Config.Model.ProxyMode.Http;
        _page.Text("<article data-px=\"").Escaped(section.Name).Text("\" id=\"").Escaped(section.Name).Text("\"><h2><a class=\"name\" href=\"#").Escaped(section.Name).Text("\">").Escaped(section.Name).Text("</a><span class=\"tag\">")
            .Text(section.Frontend is null ? "backend" : section.Backend is null ? "frontend" : "listen").Text("</span><span class=\"tag\">").Text(isHttp ? "http" : "tcp").Text("</span>");
        if (_plan.Config.ShowsLegends)
        {
            _page.Text("<span class=\"tag\">id ").Number(section.Id).Text("</span>");
            _page.Text(section.Backend is null ? "" : "<span class=\"tag\">").Escaped(section.Backend?.Algorithm ?? "").Text(section.Backend is null ? "" : "</span>");
        }

        _page.Text("<small>").Escaped(section.Description ?? "").Text("</small></h2><div class=\"scroll\"><table><thead><tr><th colspan=\"2\"></th><th class=\"trend\"></th>");
        WriteGroups();
        _page.Text("<th class=\"g\"></th></tr><tr><th data-s=\"svname\">").Text(hasForm ? "<input type=\"checkbox\" class=\"all\" aria-label=\"All\"> " : "").Text("Name</th><th class=\"l\" data-s=\"status\">Status</th><th class=\"trend l\">Trend</th>");
        foreach (HtmlColumn column in _columns)
        {
            _page.Text("<th").Text(column.Group.Length > 0 ? " class=\"g\"" : "").Text(" data-s=\"").Text(column.Field).Text("\" title=\"").Text(column.Explanation).Text("\">").Text(column.Title).Text("</th>");
        }

        _page.Text("<th class=\"g\">Responses</th></tr></thead>");
    }

    public void Write(StatSubject row)
    {
        if (row.Kind != _part)
        {
            _page.Text(_part == StatKinds.None ? "" : "</tbody>").Text(row.Is(StatKinds.Server | StatKinds.Listener) ? "<tbody class=\"sv\">" : "<tbody class=\"sum\">");
            _part = row.Kind;
        }

        string status = _status.Read(row).Text!;
        string kind = KindOf(status);
        _page.Text("<tr class=\"").Text(kind).Text("\" data-k=\"").Escaped(_section!.Name).Raw((byte)'/').Escaped(row.Name).Text("\"><td>");
        WriteName(row);
        _page.Text("</td><td class=\"l\"><span class=\"pill\" data-f=\"status\" data-t=\"t\">").Escaped(status).Text("</span>");
        WriteReason(row, kind);
        _page.Text("</td><td class=\"trend l\"><svg class=\"sp\" viewBox=\"0 0 59 20\" preserveAspectRatio=\"none\" aria-hidden=\"true\"></svg></td>");
        for (int i = 0; i < _columns.Count; i++)
        {
            WriteCell(_columns[i], _fields[i].Read(row));
        }

        _page.Text("<td class=\"g\">");
        WriteResponses(row);
        _page.Text("</td></tr>\n");
    }

    public void End() => _page.Text(_part == StatKinds.None ? "</table></div>" : "</tbody></table></div>");

    /// <summary>The colour of a status; the page's script has the same rule.</summary>
    private static string KindOf(string status)
    {
        if (status is "UP" or "OPEN" or "no check")
        {
            return "up";
        }

        return status.Split(' ')[0] switch
        {
            "UP" or "DRAIN" or "NOLB" or "PAUSED" or "FULL" => "warn",
            "MAINT" => "maint",
            _ => "down",
        };
    }

    private void WriteGroups()
    {
        int i = 0;
        while (i < _columns.Count)
        {
            int first = i++;
            while (i < _columns.Count && _columns[i].Group.Length == 0)
            {
                i++;
            }

            _page.Text("<th class=\"g\" colspan=\"").Number(i - first).Text("\">").Text(_columns[first].Group).Text("</th>");
        }
    }

    private void WriteName(StatSubject row)
    {
        if (row.Is(StatKinds.Server) && _hasForm)
        {
            _page.Text("<input type=\"checkbox\" name=\"s\" form=\"f").Number(_section!.Id).Text("\" value=\"").Escaped(row.Name).Text("\" aria-label=\"").Escaped(row.Name).Text("\"> ");
        }

        _page.Escaped(row.Is(StatKinds.Frontend) ? "Frontend" : row.Is(StatKinds.Backend) ? "Backend" : row.Name);
        if (row.Is(StatKinds.Server) && _plan.Config.ShowsLegends)
        {
            _page.Text("<small>").Escaped(row.Server!.Endpoint.ToString()).Text(row.Server.Plan.Backup ? " &#183; backup" : "").Text("</small>");
        }
    }

    /// <summary>Since when, and of a server that is down why.</summary>
    private void WriteReason(StatSubject row, string kind)
    {
        StatValue since = _lastChange.Read(row);
        if (since.Type == StatType.None)
        {
            return;
        }

        string text = kind == "down" ? _checkText.Read(row).Text ?? "" : "";
        string answer = kind == "down" ? _checkAnswer.Read(row).Text ?? "" : "";
        _page.Text("<span class=\"why\" title=\"").Escaped(text).Text(text.Length > 0 && answer.Length > 0 ? ": " : "").Escaped(answer).Text("\">").Text(HtmlText.Duration(since.Number))
            .Text(text.Length + answer.Length > 0 ? " &#8211; " : "").Escaped(text).Text(text.Length > 0 && answer.Length > 0 ? ": " : "").Escaped(answer).Text("</span>");
    }

    private void WriteCell(HtmlColumn column, in StatValue value)
    {
        bool isZero = value is { Type: not StatType.None, Number: 0 };
        _page.Text("<td class=\"").Text(column.Group.Length > 0 ? "g" : "").Text(isZero ? " z" : "").Text("\" data-f=\"").Text(column.Field);
        _page.Text(column.Form == 'n' ? "\">" : column.Form == 'b' ? "\" data-t=\"b\">" : "\" data-t=\"d\">");
        if (value.Type != StatType.None)
        {
            _page.Text(column.Form switch { 'b' => HtmlText.Bytes(value.Number), 'd' => HtmlText.Duration(value.Number), _ => HtmlText.Count(value.Number) });
        }

        _page.Text("</td>");
    }

    private void WriteResponses(StatSubject row)
    {
        if (!row.IsHttp || row.Is(StatKinds.Listener))
        {
            return;
        }

        long all = 0;
        for (TrafficCount count = TrafficCount.Status1xx; count <= TrafficCount.Status5xx; count++)
        {
            all += row.Traffic[count];
        }

        _page.Text("<span class=\"bar\" title=\"");
        for (TrafficCount count = TrafficCount.Status1xx; count <= TrafficCount.Status5xx; count++)
        {
            _page.Number(count - TrafficCount.OtherStatus).Text("xx: ").Number(row.Traffic[count]).Raw((byte)'\n');
        }

        _page.Text("\">");
        for (TrafficCount count = TrafficCount.Status1xx; count <= TrafficCount.Status5xx && all > 0; count++)
        {
            if (row.Traffic[count] > 0)
            {
                _page.Text("<i class=\"k").Number(count - TrafficCount.OtherStatus).Text("\" style=\"width:").Number(row.Traffic[count] * 100 / all).Text("%\"></i>");
            }
        }

        _page.Text("</span>");
    }
}
