using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Logs;

/// <summary>halog, which comes with Debian's haproxy, reads httplog lines as they are, with the header that rsyslog writes in front.</summary>
public sealed class HalogTests
{
    private const string Halog = "/usr/sbin/halog";

    [ProgramFact(Halog, "haproxy")]
    public async Task Httplog_IsReadAsItIs()
    {
        string lines = await CollectAsync();
        Assert.Equal(["200 2", "400 1", "403 1", "502 1"], Sorted(await RunAsync("-st", lines)));
        Assert.Equal(["-- 2", "PR 2", "SH 1"], Sorted(await RunAsync("-tc", lines)));
        string servers = await RunAsync("-srv", lines);
        Assert.Contains("\napp/s1 0 2 0 0 1 0 3 2 ", Squeezed(servers), System.StringComparison.Ordinal);
        string urls = Squeezed(await RunAsync("-uc", lines));
        Assert.Contains(" /a\n", urls, System.StringComparison.Ordinal);
        Assert.Contains(" /deny\n", urls, System.StringComparison.Ordinal);
        Assert.Equal("5", (await RunAsync("-c", lines)).Trim());
    }

    /// <summary>Two good exchanges, a refused request, one that is none, and a server that goes away.</summary>
    private static async Task<string> CollectAsync()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format rfc3164 local0\n option httplog\n http-request deny if {{ req.hdr(x) -m found }}");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await AnswerAsync(client, server);
        await client.SendAsync("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
        await server.ReceiveHeadAsync();
        await AnswerAsync(client, server);
        await client.SendAsync("GET /deny HTTP/1.1\r\nHost: a\r\nX: 1\r\n\r\n");
        await client.ReceiveReplyAsync();
        await client.SendAsync("POST /gone HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
        await server.ReceiveHeadAsync();
        server.Dispose();
        await client.ReceiveReplyAsync();
        using Wire bad = await stand.ConnectAsync();
        await bad.SendAsync("GET\r\n\r\n");
        await bad.ReceiveReplyAsync();
        string lines = "";
        for (int i = 0; i < 5; i++)
        {
            string line = await log.ReceiveAsync();
            lines += line[(line.IndexOf('>', System.StringComparison.Ordinal) + 1)..];
        }

        return lines;
    }

    private static async Task AnswerAsync(Wire client, Wire server)
    {
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await client.ReceiveReplyAsync();
    }

    private static async Task<string> RunAsync(string option, string input)
    {
        using Process halog = Process.Start(new ProcessStartInfo(Halog, ["-q", option]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await halog.StandardInput.WriteAsync(input);
        halog.StandardInput.Close();
        string output = await halog.StandardOutput.ReadToEndAsync();
        await halog.WaitForExitAsync().WaitAsync(Wire.Patience);
        return output;
    }

    private static List<string> Sorted(string output)
    {
        List<string> lines = [.. Squeezed(output).Split('\n', System.StringSplitOptions.RemoveEmptyEntries)];
        lines.RemoveAll(line => line.StartsWith('#'));
        lines.Sort(System.StringComparer.Ordinal);
        return lines;
    }

    private static string Squeezed(string text) => System.Text.RegularExpressions.Regex.Replace(text, "[ \t]+", " ");
}
