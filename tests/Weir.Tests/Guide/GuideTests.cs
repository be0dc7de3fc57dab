using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace Weir.Tests.Guide;

/// <summary>The guide's haproxy.cfg, byte for byte: every directive is seen to do its work.</summary>
public sealed class GuideTests(GuideMachine machine) : IClassFixture<GuideMachine>
{
    private const string Http = "http://10.10.0.1";
    private const string Https = "https://10.10.0.1";

    [NamespaceFact]
    public void TheFile_IsTheGuidesOwn()
    {
        byte[] file = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Guide/haproxy.cfg"));
        Assert.Equal("4CBE710BE15A41E52457E7232BBEDD869636A5B1849FCE02057B8CC7BBF8CC80", Convert.ToHexString(SHA256.HashData(file)));
    }

    /// <summary><c>haproxy -f /etc/haproxy/haproxy.cfg -c</c>.</summary>
    [NamespaceFact]
    public void Check_IsPassed_WithTheModernSpellingOfTheLinesThatHaveOne()
    {
        Assert.Equal((0, "Configuration file is valid\n"), (machine.Check.Status, machine.Check.Output));
        string[] warnings = [.. machine.Check.Errors.Split('\n').Where(line => line.StartsWith("[WARNING]", StringComparison.Ordinal))];
        Assert.Equal(2, warnings.Length);
        Assert.Contains(warnings, warning => warning.Contains("haproxy.cfg:41:", StringComparison.Ordinal)); // monitor fail, behind http-request
        Assert.Contains(warnings, warning => warning.Contains("haproxy.cfg:50:", StringComparison.Ordinal)); // option httpchk with its headers
        Assert.Contains("http-check send", machine.Check.Errors);
    }

    /// <summary><c>daemon</c>, <c>user haproxy</c>, <c>maxconn 81920</c>.</summary>
    [NamespaceFact]
    public async Task Process_IsInTheBackground_AsTheUserHaproxy()
    {
        Assert.Equal(0, machine.Started.Status);
        string pid = machine.ReadRun("haproxy.pid").Trim();
        Assert.Equal("haproxy\n", (await machine.Run("ps", "-o", "user=", "-p", pid)).Output.Replace(" ", ""));
    }

    /// <summary><c>balance roundrobin</c> over ten servers.</summary>
    [NamespaceFact]
    public async Task TenRequests_ReachTenServersInTurn()
    {
        string[] urls = [.. Enumerable.Repeat(Http + "/any", 20)];
        string heads = await machine.Curl(["-D", "-", .. urls.SelectMany(url => new[] { "-o", "/dev/null", url })]);
        int[] origins = [.. heads.Split("\r\n").Where(line => line.StartsWith("X-Origin: ", StringComparison.Ordinal)).Select(line => int.Parse(line[10..]))];
        Assert.Equal(20, origins.Length);
        for (int i = 1; i < origins.Length; i++)
        {
            Assert.Equal((origins[i - 1] % 10) + 1, origins[i]);
        }
    }

    /// <summary><c>bind *:80</c>, <c>option forwardfor</c>, <c>X-Forwarded-Port</c>, <c>option http-server-close</c>.</summary>
    [NamespaceFact]
    public async Task PlainRequest_TellsTheServerWhoAsked()
    {
        (string, string)[] fields = Fields(await machine.Curl("--interface", "192.0.2.7", Http + "/any"));
        Assert.Contains(("X-Forwarded-For", "192.0.2.7"), fields);
        Assert.Contains(("X-Forwarded-Port", "80"), fields);
        Assert.Contains(("Connection", "close"), fields);
        Assert.DoesNotContain(fields, field => field.Item1 == "X-Forwarded-Proto");
    }

    /// <summary><c>bind *:443 ssl crt /etc/haproxy/certs</c>, <c>ssl-default-bind-ciphers</c>, <c>X-Forwarded-Proto https if { ssl_fc }</c>.</summary>
    [NamespaceFact]
    public async Task TlsRequest_TellsTheServerSo()
    {
        (string, string)[] fields = Fields(await machine.Curl("-k", "--interface", "192.0.2.7", Https + "/any"));
        Assert.Contains(("X-Forwarded-For", "192.0.2.7"), fields);
        Assert.Contains(("X-Forwarded-Port", "443"), fields);
        Assert.Contains(("X-Forwarded-Proto", "https"), fields);
    }

    /// <summary><c>ssl-default-bind-ciphers</c>: what it excludes cannot be had, what it names can.</summary>
    [NamespaceFact]
    public async Task Ciphers_AreThoseOfTheFile()
    {
        Assert.Equal("200", await machine.Curl("-k", "--tls-max", "1.2", "--ciphers", "ECDHE-ECDSA-AES128-GCM-SHA256", "-o", "/dev/null", "-w", "%{http_code}", Https + "/any"));
        Assert.Equal("000", await machine.Curl("-k", "--tls-max", "1.2", "--ciphers", "ECDHE-ECDSA-CHACHA20-POLY1305", "-o", "/dev/null", "-w", "%{http_code}", Https + "/any"));
    }

    /// <summary><c>option http-server-close</c>: the client's connection lives on.</summary>
    [NamespaceFact]
    public async Task ClientConnection_CarriesSeveralRequests() =>
        Assert.Equal("1\n0\n", await machine.Curl("-w", "%{num_connects}\\n", "-o", "/dev/null", Http + "/any", "-o", "/dev/null", Http + "/any"));

    /// <summary><c>compression algo gzip</c>, <c>compression type text/plain ...</c>.</summary>
    [NamespaceFact]
    public async Task TextIsCompressed_PagesAreNot()
    {
        string head = await machine.Curl("-D", "-", "-o", "/dev/null", "-H", "Accept-Encoding: gzip", Http + "/text");
        Assert.Contains("\r\nContent-Encoding: gzip\r\n", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("content-length", head, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(string.Concat(Enumerable.Repeat("a line of text\n", 4000)), await machine.Curl("--compressed", Http + "/text"));
        Assert.DoesNotContain("gzip", await machine.Curl("-D", "-", "-o", "/dev/null", "-H", "Accept-Encoding: gzip", Http + "/page"));
    }

    /// <summary><c>acl deny_useragent hdr_sub(user-agent) -i -f ...</c>, <c>http-request deny if deny_useragent</c>; captures and <c>log-format</c>; the misspelt <c>Referrer</c>.</summary>
    [NamespaceFact]
    public async Task Scanners_AreDenied_AndThatIsLogged()
    {
        string status = await machine.Curl("-A", "Mozilla SQLMAP/1.0", "-H", "Referrer: http://from.example/", "-o", "/dev/null", "-w", "%{http_code}", Http + "/scanned?x=1");
        Assert.Equal("403", status);
        string line = await machine.LineOf("haproxy-info.log", "/scanned?x=1");
        Assert.Matches(
            @"^ 10\.10\.0\.1 \[\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] GET ""/scanned\?x=1"" ""HTTP/1\.1"" 403 \d+ \{10\.10\.0\.1\|Mozilla SQLMAP/1\.0\|http://from\.example/\} <NOSRV> www \d+/-1/-1/-1/\d+ \d+/\d+/0/0/0$",
            line);
    }

    /// <summary><c>option dontlog-normal</c>.</summary>
    [NamespaceFact]
    public async Task NormalTraffic_IsNotLogged()
    {
        await machine.Curl(Http + "/ordinary");
        await machine.Curl("-A", "nikto", Http + "/behind-it");
        await machine.LineOf("haproxy-info.log", "/behind-it");
        Assert.DoesNotContain("/ordinary", machine.Log("haproxy-info.log"));
    }

    /// <summary><c>monitor-uri /monitor</c>, <c>monitor fail if !private-network</c>.</summary>
    [NamespaceFact]
    public async Task Monitor_AnswersThePrivateNetworkOnly()
    {
        Assert.Equal("200", await machine.Curl("--interface", "10.10.7.7", "-o", "/dev/null", "-w", "%{http_code}", Http + "/monitor"));
        Assert.Equal("503", await machine.Curl("--interface", "192.0.2.7", "-o", "/dev/null", "-w", "%{http_code}", Http + "/monitor"));
    }

    /// <summary><c>errorfile 502 ...</c>.</summary>
    [NamespaceFact]
    public async Task ErrorFile_IsWhatTheClientSees() =>
        Assert.Equal("error file 502\n502", await machine.Curl("-w", "%{http_code}", Http + "/garbage"));

    /// <summary><c>option httpchk HEAD /_health ...</c>, <c>check fall 3 rise 2</c>.</summary>
    [NamespaceFact]
    public async Task ServerWhoseChecksFail_LeavesAndReturns()
    {
        machine.SetHealthy(3, false);
        string down = await machine.LineOf("haproxy-allbutinfo.log", "my-web-server-3-host is DOWN");
        Assert.Contains("Server web-svr/my-web-server-3-host is DOWN, reason: Layer7 wrong status, code: 503", down);
        Assert.Contains("9 active and 0 backup servers left", down);
        string[] urls = [.. Enumerable.Repeat(Http + "/any", 20)];
        string heads = await machine.Curl(["-D", "-", .. urls.SelectMany(url => new[] { "-o", "/dev/null", url })]);
        Assert.DoesNotContain("X-Origin: 3\r\n", heads);

        machine.SetHealthy(3, true);
        Assert.Contains("10 active and 0 backup servers online", await machine.LineOf("haproxy-allbutinfo.log", "my-web-server-3-host is UP"));
        heads = await machine.Curl(["-D", "-", .. urls.SelectMany(url => new[] { "-o", "/dev/null", url })]);
        Assert.Contains("X-Origin: 3\r\n", heads);
    }

    /// <summary><c>stats enable</c>, <c>stats realm</c>, <c>stats uri</c>, <c>stats auth</c> twice.</summary>
    [NamespaceFact]
    public async Task StatisticsPage_IsBehindEitherPassword()
    {
        const string Page = "http://10.10.0.1:9000/haproxy_stats";
        string refused = await machine.Curl("-D", "-", "-o", "/dev/null", Page);
        Assert.StartsWith("HTTP/1.1 401 ", refused);
        Assert.Contains("Basic realm=\"Haproxy Statistics\"", refused);
        Assert.Equal("401", await machine.Curl("-u", "admin1:password2", "-o", "/dev/null", "-w", "%{http_code}", Page));
        foreach (string user in new[] { "admin1:password1", "admin2:password2" })
        {
            Assert.Contains("my-web-server-10-host", await machine.Curl("-u", user, Page));
        }
    }

    private static (string Name, string Value)[] Fields(string json) =>
        [.. JsonSerializer.Deserialize<string[][]>(json)!.Select(field => (field[0], field[1]))];
}
