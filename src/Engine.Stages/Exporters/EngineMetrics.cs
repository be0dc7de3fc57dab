using System;
using System.Globalization;
using Engine.Proxy;
using Engine.Proxy.Loops;
using Engine.Proxy.Pages;

namespace Engine.Stages.Exporters;

/// <summary>The engine's own metrics: what each loop does, how connections to servers are reused, and memory.</summary>
internal static class EngineMetrics
{
    public static void Write(ProxyEngine engine, TextPage page, MetricFilter filter)
    {
        (ProxyEngine, TextPage, MetricFilter) to = (engine, page, filter);
        Loops(to, "weir_loop_connections_total", "Client connections accepted by each event loop", static loop => loop.Counters.Connections);
        Loops(to, "weir_loop_requests_total", "Requests begun on each event loop", static loop => loop.Counters.Requests);
        Loops(to, "weir_loop_exchanges_failed_total", "Exchanges that ended early on each event loop", static loop => loop.Counters.Terminated);
        Loops(to, "weir_loop_server_connects_total", "Connections to servers opened by each event loop", static loop => loop.Counters.ServerConnects);
        Loops(to, "weir_loop_server_reuses_total", "Requests sent over an idle connection by each event loop", static loop => loop.Counters.ServerReuses);
        Loops(to, "weir_loop_server_steals_total", "Idle connections that each event loop took over from another", static loop => loop.Counters.Steals);
        Loops(to, "weir_loop_log_lines_dropped_total", "Log lines of each event loop that no target took", static loop => loop.Counters.LogLinesDropped);
        Loops(to, "weir_loop_buffers_in_use", "Buffers that each event loop has lent out", static loop => loop.Loop.Buffers.Outstanding);
        One(page, filter, "weir_allocated_bytes_total", "Bytes of managed memory allocated since the start", GC.GetTotalAllocatedBytes());
        One(page, filter, "weir_heap_bytes", "Managed memory in use", GC.GetTotalMemory(forceFullCollection: false));
        string collections = "weir_collections_total";
        if (filter.Wants(collections))
        {
            PrometheusExporter.WriteHead(page, collections, "Collections of managed memory by generation", isCounter: true);
            for (int generation = 0; generation <= GC.MaxGeneration; generation++)
            {
                page.Text(collections).Text("{generation=\"").Number(generation).Text("\"} ").Number(GC.CollectionCount(generation)).Raw((byte)'\n');
            }
        }
    }

    private static void Loops((ProxyEngine Engine, TextPage Page, MetricFilter Filter) to, string name, string documentation, Func<ProxyLoop, long> read)
    {
        if (!to.Filter.Wants(name))
        {
            return;
        }

        PrometheusExporter.WriteHead(to.Page, name, documentation, name.EndsWith("_total", StringComparison.Ordinal));
        foreach (ProxyLoop loop in to.Engine.Loops)
        {
            to.Page.Text(name).Text("{loop=\"").Text((loop.Loop.Index + 1).ToString(CultureInfo.InvariantCulture)).Text("\"} ").Number(read(loop)).Raw((byte)'\n');
        }
    }

    private static void One(TextPage page, MetricFilter filter, string name, string documentation, long value)
    {
        if (filter.Wants(name))
        {
            PrometheusExporter.WriteHead(page, name, documentation, name.EndsWith("_total", StringComparison.Ordinal));
            page.Text(name).Raw((byte)' ').Number(value).Raw((byte)'\n');
        }
    }
}
