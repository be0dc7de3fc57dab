using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Proxy;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Pages;
using Engine.Proxy.Plan;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;
using Engine.Proxy.State;
using Engine.Stages.Pages;
using Engine.Stages.Statistics;

namespace Engine.Stages.Exporters;

/// <summary>
/// <c>use-service prometheus-exporter</c>: all figures in Prometheus' text format, with HAProxy's names and labels, and behind them
/// the engine's own. A metric at a time over all proxies and servers, a line a step.
/// </summary>
internal sealed class PrometheusExporter : RuleAction
{
    private const double MsPerSecond = 1000;

    private static readonly byte[] ServiceName = "<PROMEX>"u8.ToArray();

    private static readonly string[] ServerStates = ["DOWN", "UP", "MAINT", "DRAIN", "NOLB"];
    private static readonly string[] ProxyStates = ["DOWN", "UP"];
    private static readonly string[] Codes = ["other", "1xx", "2xx", "3xx", "4xx", "5xx"];

    internal static RuleAction? Create(RuleArguments arguments) => new PrometheusExporter();

    public override RuleVerdict Run(in SampleContext context)
    {
        MetricFilter filter = MetricFilter.Read(context.Request.PathAndQuery);
        if (!filter.IsValid)
        {
            return RuleVerdict.Answer(context.Exchange.Replies.ErrorPage(400), Termination.Local);
        }

        context.Exchange.Service = ServiceName;
        TextPage page = new();
        return RuleVerdict.Answer(StreamedHead.Reply(context, "text/plain; version=0.0.4", page, Write(context.Place.Engine, page, filter)), Termination.Local);
    }

    private static IEnumerator<Slice> Write(ProxyEngine engine, TextPage page, MetricFilter filter)
    {
        if (filter.Asks("global"))
        {
            WriteProcess(engine, page, filter);
            yield return Slice.Next;
        }

        StatSubject subject = new() { StartedMs = engine.StartedMs };
        foreach (StatKinds kind in new[] { StatKinds.Frontend, StatKinds.Listener, StatKinds.Backend, StatKinds.Server })
        {
            foreach (Metric metric in PrometheusMetrics.All)
            {
                string name = Prefix(kind) + metric.Name;
                if ((metric.Kinds & kind) == 0 || !filter.Asks(kind) || !filter.Wants(name))
                {
                    continue;
                }

                int mark = page.Length;
                WriteHead(page, name, metric.Source.Documentation, metric.IsCounter);
                bool isEmpty = true;
                foreach (StatSubject row in Rows(engine, subject, kind, filter))
                {
                    if (metric.Source.Read(row).Type != StatType.None)
                    {
                        WriteRow(page, name, metric, row);
                        isEmpty = false;
                        yield return Slice.Next;
                    }
                }

                page.Rewind(isEmpty ? mark : page.Length);
            }
        }

        if (filter.Asks("global"))
        {
            EngineMetrics.Write(engine, page, filter);
        }
    }

    private static IEnumerable<StatSubject> Rows(ProxyEngine engine, StatSubject subject, StatKinds kind, MetricFilter filter)
    {
        foreach (SectionPlan section in engine.Plan.Sections)
        {
            foreach (StatSubject row in subject.RowsOf(section, kind))
            {
                bool inMaintenance = row.Is(StatKinds.Server) && (row.Server!.Admin & ServerAdmin.Maintenance) != 0;
                if (!(inMaintenance && filter.NoMaintenance))
                {
                    row.NowMs = engine.Loops[0].Loop.Clock.NowMs;
                    yield return row;
                }
            }
        }
    }

    internal static void WriteHead(TextPage page, string name, string documentation, bool isCounter) =>
        page.Text("# HELP ").Text(name).Raw((byte)' ').Line(documentation).Text("# TYPE ").Text(name).Line(isCounter ? " counter" : " gauge");

    private static void WriteProcess(ProxyEngine engine, TextPage page, MetricFilter filter)
    {
        InfoSource source = new(engine);
        foreach ((string name, string field) in PrometheusMetrics.Process)
        {
            InfoField info = InfoFields.Of(field);
            string full = "haproxy_process_" + name;
            if (filter.Wants(full))
            {
                WriteHead(page, full, info.Documentation, name.EndsWith("_total", StringComparison.Ordinal));
                page.Text(full).Raw((byte)' ').Number(info.Read(source).Number).Raw((byte)'\n');
            }
        }

        if (filter.Wants("haproxy_process_build_info"))
        {
            WriteHead(page, "haproxy_process_build_info", "This build", isCounter: false);
            page.Text("haproxy_process_build_info{version=\"").Text(engine.Process.Version).Line("\"} 1");
        }
    }

    private static string Prefix(StatKinds kind) => kind switch
    {
        StatKinds.Frontend => "haproxy_frontend_",
        StatKinds.Backend => "haproxy_backend_",
        StatKinds.Server => "haproxy_server_",
        _ => "haproxy_listener_",
    };

    private static void WriteRow(TextPage page, string name, Metric metric, StatSubject row)
    {
        StatValue value = metric.Source.Read(row);
        switch (metric.Shape)
        {
            case MetricShape.State:
                WriteStates(page, name, row, value.Text!);
                break;
            case MetricShape.Codes:
                for (int i = 1; i <= Codes.Length; i++)
                {
                    int at = i % Codes.Length;
                    Begin(page, name, row).Text(",code=\"").Text(Codes[at]).Text("\"} ").Number(row.Traffic[TrafficCount.OtherStatus + at]).Raw((byte)'\n');
                }

                break;
            case MetricShape.Aggregate:
                foreach (string state in ServerStates)
                {
                    Begin(page, name, row).Text(",state=\"").Text(state).Text("\"} ").Number(CountOf(row, state)).Raw((byte)'\n');
                }

                break;
            case MetricShape.Seconds:
                Begin(page, name, row).Text("} ").Line((value.Number / MsPerSecond).ToString("F6", CultureInfo.InvariantCulture));
                break;
            default:
                Begin(page, name, row).Text("} ").Number(value.Number).Raw((byte)'\n');
                break;
        }
    }

    private static void WriteStates(TextPage page, string name, StatSubject row, string status)
    {
        string held = StateOf(status);
        foreach (string state in row.Is(StatKinds.Server) ? ServerStates : ProxyStates)
        {
            Begin(page, name, row).Text(",state=\"").Text(state).Text("\"} ").Line(state == held ? "1" : "0");
        }
    }

    private static TextPage Begin(TextPage page, string name, StatSubject row)
    {
        page.Text(name).Text("{proxy=\"").Text(row.Section.Name).Raw((byte)'"');
        if (row.Is(StatKinds.Server | StatKinds.Listener))
        {
            page.Text(row.Is(StatKinds.Server) ? ",server=\"" : ",listener=\"").Text(row.Name).Raw((byte)'"');
        }

        return page;
    }

    private static long CountOf(StatSubject row, string state)
    {
        long count = 0;
        foreach (ServerState server in row.Backend!.State.Servers)
        {
            count += StateOf(StatStatus.OfServer(server)) == state ? 1 : 0;
        }

        return count;
    }

    /// <summary>A status as one of the states that metrics know.</summary>
    private static string StateOf(string status) => status.Split(' ')[0] switch
    {
        "UP" or "OPEN" or "no" => "UP",
        "MAINT" => "MAINT",
        "DRAIN" => "DRAIN",
        "NOLB" => "NOLB",
        _ => "DOWN",
    };
}
