using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Operations;

/// <summary><c>http-request use-service prometheus-exporter</c>: every line is in Prometheus' text format, with HAProxy's names.</summary>
public sealed partial class MetricsTests
{
    [Fact]
    public async Task Metrics_HaveHaproxysNames_AndTheirForm()
    {
        using TestStand stand = await TestStand.StartAsync("http-request use-service prometheus-exporter if { path /metrics }");
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        string text = await ScrapeAsync(client, "/metrics");
        HashSet<string> types = [];
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            Assert.Matches(Line(), line);
            Assert.True(!line.StartsWith("# TYPE ", StringComparison.Ordinal) || types.Add(line.Split(' ')[2]), "twice: " + line);
        }

        Assert.Contains("\nhaproxy_frontend_http_responses_total{proxy=\"web\",code=\"2xx\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nhaproxy_server_status{proxy=\"app\",server=\"s1\",state=\"UP\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nhaproxy_backend_active_servers{proxy=\"app\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nhaproxy_process_nbthread 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nweir_loop_server_connects_total{loop=\"1\"} 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AScrape_MayAskForLess()
    {
        using TestStand stand = await TestStand.StartAsync("http-request use-service prometheus-exporter", backend: "server off 127.0.0.1:1 disabled");
        using Wire client = await stand.ConnectAsync();
        string servers = await ScrapeAsync(client, "/?scope=server&no-maint");
        Assert.Contains("server=\"s1\"", servers, StringComparison.Ordinal);
        Assert.DoesNotContain("server=\"off\"", servers, StringComparison.Ordinal);
        Assert.DoesNotContain("haproxy_frontend", servers, StringComparison.Ordinal);
        Assert.DoesNotContain("weir_", servers, StringComparison.Ordinal);
        string one = await ScrapeAsync(client, "/?metrics=haproxy_process_nbproc");
        Assert.Equal("# HELP haproxy_process_nbproc Processes that serve: always 1\n# TYPE haproxy_process_nbproc gauge\nhaproxy_process_nbproc 1\n", one);
        await client.SendAsync("GET /?scope=nothing HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(400, (await client.ReceiveReplyAsync()).Status);
    }

    private static async Task<string> ScrapeAsync(Wire client, string target)
    {
        await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
        Reply reply = await client.ReceiveReplyAsync();
        Assert.Equal((200, "text/plain; version=0.0.4"), (reply.Status, reply["Content-Type"]));
        return await Chunks.ReceiveAsync(client);
    }

    [GeneratedRegex("""^(# HELP [a-z_]+ .+|# TYPE [a-z_]+ (counter|gauge)|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?\d+(\.\d+)?)$""")]
    private static partial Regex Line();
}
