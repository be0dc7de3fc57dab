using System;
using System.Collections.Generic;
using System.Text;
using Engine.Proxy;
using Engine.Proxy.Pages;
using Engine.Proxy.Plan;
using Engine.Proxy.State;
using Engine.Stages.Statistics;

namespace Engine.Stages.Pages;

/// <summary>
/// The statistics page as HTML, a row a step: nothing outside of it is asked for, it is whole without scripts, and with them its
/// figures go along.
/// </summary>
internal sealed class HtmlPage(ProxyEngine engine, TextPage page, StatisticsPlan plan, PageRequest request)
{
    private readonly HtmlTable _table = new(page, plan);

    /// <summary>Offers changes.</summary>
    public required bool MayChange { get; init; }

    public required PageScope Scope { get; init; }

    public IEnumerator<Slice> Write()
    {
        WriteHead();
        yield return Slice.Next;
        StatSubject subject = new() { StartedMs = engine.StartedMs, ShowsLegends = plan.Config.ShowsLegends };
        foreach (SectionPlan section in engine.Plan.Sections)
        {
            if (!Scope.Shows(section))
            {
                continue;
            }

            bool hasForm = MayChange && section.Backend is { State.Servers.Count: > 0 };
            _table.Begin(section, hasForm);
            foreach (StatSubject row in subject.RowsOf(section, StatKinds.All))
            {
                row.NowMs = engine.Loops[0].Loop.Clock.NowMs;
                if (!request.OnlyUp || !row.Is(StatKinds.Server) || row.Server!.IsAlive)
                {
                    _table.Write(row);
                    yield return Slice.Next;
                }
            }

            _table.End();
            WriteActions(section, hasForm);
            yield return Slice.Next;
        }

        WriteFoot();
    }

    private void WriteHead()
    {
        string title = plan.Config.Node is { Length: > 0 } node ? node : plan.Config.Node is not null ? engine.Plan.Global.Node ?? Environment.MachineName : "";
        page.Text("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"referrer\" content=\"same-origin\">");
        if (plan.Config.RefreshSeconds > 0 && !request.NoRefresh)
        {
            page.Text("<noscript><meta http-equiv=\"refresh\" content=\"").Number(plan.Config.RefreshSeconds).Text("\"></noscript>");
        }

        page.Text("<title>Statistics").Text(title.Length > 0 ? " of " : "").Escaped(title).Text("</title><link rel=\"icon\" href=\"data:,\"><style>").Raw(PageStyle.Sheet).Text("</style></head>");
        page.Text("<body data-csv=\"").Escaped(LinkTo(";csv")).Text("\" data-refresh=\"").Number(plan.Config.RefreshSeconds).Text("\"").Text(request.NoRefresh ? " data-still=\"1\"" : "").Text(">\n<header>");
        page.Text("<h1><svg class=\"logo\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><rect width=\"24\" height=\"24\" rx=\"6\" fill=\"#0b7a8f\"/><path d=\"M4 9c2.7-2.4 5.300-2.400 8 0s5.300 2.400 8 0M4 15.500c2.700-2.400 5.300-2.400 8 0s5.300 2.400 8 0\" fill=\"none\" stroke=\"#fff\" stroke-width=\"2\" stroke-linecap=\"round\"/></svg>Weir");
        page.Text("<small>").Escaped(title).Text(plan.Config.ShowsVersion ? " &#183; version " : "").Escaped(plan.Config.ShowsVersion ? engine.Process.Version : "");
        if (plan.Config.Description is { } description)
        {
            page.Text(title.Length > 0 ? " &#183; " : "").Escaped(description.Length > 0 ? description : engine.Plan.Global.Description ?? "");
        }

        page.Text("</small></h1><div class=\"tools\"><span class=\"live js-only\"><i></i>Live</span><input type=\"search\" id=\"q\" class=\"js-only\" placeholder=\"Filter  ( / )\" aria-label=\"Filter\" value=\"\"><label class=\"js-only\"><input type=\"checkbox\" id=\"bad\">Problems only</label><button type=\"button\" id=\"pause\" class=\"js-only\">Pause</button>");
        Link(request.OnlyUp ? "" : ";up", request.OnlyUp ? "All servers" : "Up only");
        Link(";csv", "CSV");
        Link(";json", "JSON");
        page.Text("</div></header>\n");
        WriteOutcome();
        WriteCards();
        page.Text("<main>\n");
    }

    /// <summary>The page with those flags, and what is asked for now.</summary>
    private string LinkTo(string flags)
    {
        StringBuilder link = new(plan.Config.Uri);
        link.Append(flags);
        if (request.Scope.Length > 0)
        {
            link.Append("?scope=").Append(Uri.EscapeDataString(request.Scope));
        }

        return link.ToString();
    }

    private void Link(string flags, string label) => page.Text("<a href=\"").Escaped(LinkTo(flags)).Text("\">").Text(label).Text("</a>");

    private void WriteOutcome()
    {
        (string? text, bool good) = request.Outcome switch
        {
            "DONE" => ("The change was made.", true),
            "NONE" => ("Nothing has changed.", true),
            "PART" => ("The change was made to some of the servers only.", false),
            "DENY" => ("Changes are not allowed here.", false),
            "EXCD" => ("Too many servers at a time: nothing has changed.", false),
            "ERRP" => ("The change was not understood: nothing has changed.", false),
            "UNKN" => ("There is no such server: nothing has changed.", false),
            _ => (null, true),
        };
        if (text is not null)
        {
            page.Text("<p class=\"note").Text(good ? "" : " bad").Text("\" role=\"status\">").Text(text).Text("</p>\n");
        }
    }

    private void WriteCards()
    {
        InfoSource info = new(engine);
        int up = 0;
        int down = 0;
        int all = 0;
        long errors = 0;
        long requests = 0;
        foreach (SectionPlan section in engine.Plan.Sections)
        {
            requests += section.Frontend is { } frontend && Scope.Shows(section) ? frontend.State.SessionRate.PerSecond(info.NowMs) : 0;
            if (section.Backend is not { } backend || !Scope.Shows(section))
            {
                continue;
            }

            errors += backend.State.Traffic[TrafficCount.ConnectErrors] + backend.State.Traffic[TrafficCount.ResponseErrors];
            foreach (ServerState server in backend.State.Servers)
            {
                all++;
                up += server.TakesNew ? 1 : 0;
                down += server.Operation == ServerOperation.Stopped ? 1 : 0;
            }
        }

        page.Text("<section class=\"cards\" aria-label=\"Summary\"><div class=\"card").Text(down > 0 ? " alarm" : "").Text("\"><h3>Servers up</h3><b id=\"c-srv\">").Number(up).Text(" / ").Number(all).Text("</b><span>").Number(engine.Plan.Backends.Count).Text(" backends, ").Number(engine.Plan.Frontends.Count).Text(" frontends</span></div>");
        Card("Requests per second", "c-req", HtmlText.Count(requests), "s-req");
        Card("Sent", "c-out", HtmlText.Bytes(info.BytesOut), "s-out");
        page.Text("<div class=\"card\"><h3>Sessions</h3><b id=\"c-ses\">").Text(HtmlText.Count(info.Limit.Count)).Text("</b><span>of ").Text(info.Limit.Max == int.MaxValue ? "any number" : HtmlText.Count(info.Limit.Max)).Text(" allowed</span><div class=\"meter\"><i style=\"width:").Number(info.Limit.Count * 100L / Math.Max(1, info.Limit.Max)).Text("%\"></i></div></div>");
        page.Text("<div class=\"card\"><h3>Backend errors</h3><b id=\"c-err\">").Text(HtmlText.Count(errors)).Text("</b><span>since the start</span></div>");
        page.Text("<div class=\"card\"><h3>Uptime</h3><b>").Text(HtmlText.Duration(info.UptimeSeconds)).Text("</b><span>pid ").Number(Environment.ProcessId).Text(", ").Number(engine.Loops.Count).Text(" loops, ").Number(engine.IdlePercent).Text("% idle</span></div></section>\n");
    }

    private void Card(string title, string id, string value, string trend) =>
        page.Text("<div class=\"card\"><h3>").Text(title).Text("</h3><b id=\"").Text(id).Text("\">").Text(value).Text("</b><svg id=\"").Text(trend).Text("\" viewBox=\"0 0 59 20\" preserveAspectRatio=\"none\" aria-hidden=\"true\"></svg></div>");

    private void WriteActions(SectionPlan section, bool hasForm)
    {
        if (hasForm)
        {
            page.Text("<form class=\"admin\" id=\"f").Number(section.Id).Text("\" method=\"post\" action=\"").Escaped(LinkTo("")).Text("\"><input type=\"hidden\" name=\"b\" value=\"#").Number(section.Id).Text("\"><span>Selected servers:</span><select name=\"action\" aria-label=\"Action\"><option value=\"\"></option>");
            foreach (ServerAction action in ServerActions.All)
            {
                page.Text("<option value=\"").Text(action.Name).Text("\">").Text(action.Label).Text("</option>");
            }

            page.Text("</select><button class=\"go\">Apply</button></form>");
        }

        page.Text("</article>\n");
    }

    private void WriteFoot()
    {
        page.Text("</main>\n<footer>");
        string[] meanings = ["1xx", "2xx", "3xx", "4xx", "5xx"];
        for (int i = 0; i < meanings.Length; i++)
        {
            page.Text("<span class=\"legend\"><i class=\"k").Number(i + 1).Text("\"></i>").Text(meanings[i]).Text("</span>");
        }

        page.Text("</footer>\n<script>").Raw(PageScript.Text).Text("</script></body></html>\n");
    }
}
