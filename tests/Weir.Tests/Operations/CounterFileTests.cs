using System;
using System.IO;
using System.Threading.Tasks;
using Weir.Tests.Processes;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Operations;

/// <summary><c>dump stats-file</c> and <c>stats-file</c> (MGT 9.3, CFG 3.1): counters of the next process go on from those of this one.</summary>
public sealed class CounterFileTests
{
    [Fact]
    public async Task CountersOfWhatHasAGuid_GoOnInTheNextProcess()
    {
        using var place = new Workplace();
        string file = place.PathOf("counters");
        string text = Text(file);
        using (ProxyProcess first = await ProxyProcess.StartAsync(text))
        {
            for (int i = 0; i < 3; i++)
            {
                Assert.Equal("served", await WeirProcess.Get(first.PortOf("front")));
            }

            string dump = await first.AskAsync("dump stats-file");
            Assert.Matches("^#fe guid,stot,bin,bout,.*,\nfe-1,3,[0-9,]+,\nli-1,3,[0-9,]+,\n\n#be guid,stot,.*,\nsrv-1,3,.*,\nbe-1,3,.*,\n\n$", dump);
            await File.WriteAllTextAsync(file, dump);
            Assert.Contains("[WARNING] global: 'stats-file", first.Errors, StringComparison.Ordinal); // there was none at the first start
        }

        using ProxyProcess next = await ProxyProcess.StartAsync(text);
        Assert.Equal("", next.Errors.Trim());
        Assert.Equal(("3", "3", "3", "3"), (await next.StatAsync("web,FRONTEND", "req_tot"), await next.StatAsync("web,FRONTEND", "hrsp_2xx"), await next.StatAsync("app,s1", "stot"), await next.StatAsync("app,BACKEND", "stot")));
        Assert.Equal("served", await WeirProcess.Get(next.PortOf("front")));
        Assert.Equal(("4", "4"), (await next.StatAsync("web,FRONTEND", "req_tot"), await next.StatAsync("app,s1", "hrsp_2xx")));

        // What has no guid is not in the file.
        Assert.Equal("1", await next.StatAsync("origin,FRONTEND", "req_tot"));
        await next.AskAsync("clear counters all");
        Assert.Equal("0", await next.StatAsync("web,FRONTEND", "req_tot"));
    }

    private static string Text(string file) => $$"""
        global
            nbthread 2
            stats-file {{file}}
            {{Console.Socket}}
        defaults
            mode http
            timeout client 5s
            timeout connect 5s
            timeout server 5s
        frontend web
            guid fe-1
            option socket-stats
            bind 127.0.0.1:{front} guid-prefix li
            default_backend app
        backend app
            guid be-1
            server s1 127.0.0.1:{origin} guid srv-1
        frontend origin
            bind 127.0.0.1:{origin}
            http-request return status 200 content-type text/plain string served
        """;
}
