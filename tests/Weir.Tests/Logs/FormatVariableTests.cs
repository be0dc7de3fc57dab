using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Weir.Tests.Tls;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Logs;

/// <summary>CFG 2.3: formats that a configuration finds in variables, to be used as they are or written on.</summary>
public sealed class FormatVariableTests
{
    /// <summary>CFG 8.2: the line is that of the option, and what follows it in the format follows it in the line.</summary>
    [Theory]
    [InlineData("HAPROXY_HTTP_LOG_FMT", "127.0.0.1:~ [DATE] web app/s1 ~/~/~/~/~ 200 40 - - ---- 1/1/0/0/0 0/0 \"GET /x HTTP/1.1\" and a\n")]
    [InlineData("HAPROXY_HTTPS_LOG_FMT", "127.0.0.1:~ [DATE] web app/s1 ~/~/~/~/~ 200 40 - - ---- 1/1/0/0/0 0/0 \"GET /x HTTP/1.1\" 0/-/-/-/0 -/-/- and a\n")]
    [InlineData("HAPROXY_HTTP_CLF_LOG_FMT", "127.0.0.1 - - [DATE] \"GET /x HTTP/1.1\" 200 40 \"\" \"\" ~ ~ \"web\" \"app\" \"s1\" ~ ~ ~ ~ ~ ---- 1 1 0 0 0 0 0 \"\" \"\" and \"a\"\n")]
    [InlineData("HAPROXY_TCP_LOG_FMT", "127.0.0.1:~ [DATE] web app/s1 ~/~/~ 40 -- 1/1/0/0/0 0/0 and a\n")]
    public async Task Format_IsThatOfTheOption(string name, string line)
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n log-format \"${{{name}}} and %[str(a)]\"");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire origin = await stand.AcceptAsync();
        await origin.ReceiveHeadAsync();
        await origin.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await log.ExpectAsync(line);
    }

    /// <summary>CFG 3.2 tune.ssl.keylog: what a capture of packets is read with, in one message of several lines.</summary>
    [ProgramFact("/usr/bin/openssl", "openssl")]
    public async Task KeyLog_HasTheLinesOfTheClient()
    {
        using TlsFolder folder = new();
        using SyslogReceiver log = SyslogReceiver.Udp();
        using ProxyProcess proxy = await ProxyProcess.StartAsync($$"""
            global
                tune.ssl.keylog on
            defaults
                mode http
                timeout client 30s
            frontend web
                bind 127.0.0.1:{front} ssl crt {{folder.Make("a.pem", "CN=a")}}
                log {{log.Address}} format raw local0
                log-format "${HAPROXY_KEYLOG_FC_LOG_FMT}"
                http-request return status 200
            """);
        string keys = Path.Combine(folder.Path, "keys");
        await Tool.RunAsync("/usr/bin/openssl", string.Create(CultureInfo.InvariantCulture, $"s_client -connect 127.0.0.1:{proxy.PortOf("front")} -quiet -keylogfile {keys}"), "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        string message = await log.ReceiveAsync();
        string[] lines = Array.FindAll(await File.ReadAllLinesAsync(keys), line => !line.StartsWith('#'));
        Assert.Equal(5, lines.Length);
        foreach (string line in lines)
        {
            string[] words = line.Split(' ');
            Assert.Contains($"{words[0]} {words[1].ToUpperInvariant()} {words[2]}\n", message, StringComparison.Ordinal);
        }
    }
}
