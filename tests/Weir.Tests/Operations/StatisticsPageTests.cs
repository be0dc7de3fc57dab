using System;
using System.Text;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Operations;

/// <summary>The statistics page (CFG 4.2 stats), with the lines of a user's configuration.</summary>
public sealed class StatisticsPageTests
{
    private const string Page = """
        stats enable # Enable stats page
            stats realm Haproxy\ Statistics # Title text for popup window
            stats uri /haproxy_stats # Stats URI
            stats auth admin1:password1
            stats auth admin2:password2
        """;

    [Theory]
    [InlineData("admin1:password1", 200)]
    [InlineData("admin2:password2", 200)]
    [InlineData("admin1:password2", 401)]
    [InlineData("admin1", 401)]
    [InlineData(null, 401)]
    public async Task Users_AreAskedForTheirPassword(string? credentials, int status)
    {
        using TestStand stand = await TestStand.StartAsync(Page);
        using Wire client = await stand.ConnectAsync();
        Reply reply = await AskAsync(client, "/haproxy_stats;csv", credentials);
        Assert.Equal(status, reply.Status);
        Assert.Equal(status == 401 ? "Basic realm=\"Haproxy Statistics\"" : null, reply["WWW-Authenticate"]);
        Assert.Equal("no-cache", reply["Cache-Control"]);
        Assert.False(stand.Origin.HasVisitor);
    }

    [Fact]
    public async Task ThePage_ComesInEveryForm_AndTheConnectionLivesOn()
    {
        using TestStand stand = await TestStand.StartAsync(Page.Replace("stats auth admin2:password2", "stats show-node n<1>\n stats show-legends"));
        using Wire client = await stand.ConnectAsync();
        Reply csv = await AskAsync(client, "/haproxy_stats;csv", "admin1:password1");
        Assert.Equal("text/plain", csv["Content-Type"]);
        Assert.Contains("\nweb,FRONTEND,,,1,", csv.Body, StringComparison.Ordinal);
        Assert.Contains("\napp,s1,0,0,0,0,", csv.Body, StringComparison.Ordinal);
        Reply scoped = await AskAsync(client, "/haproxy_stats;csv?scope=app", "admin1:password1");
        Assert.DoesNotContain("\nweb,", scoped.Body, StringComparison.Ordinal);
        Reply json = await AskAsync(client, "/haproxy_stats;json", "admin1:password1");
        Assert.Equal("application/json", json["Content-Type"]);
        Assert.StartsWith("[[{\"objType\":\"Frontend\"", json.Body, StringComparison.Ordinal);
        Reply page = await AskAsync(client, "/haproxy_stats", "admin1:password1");
        Assert.Equal("text/html; charset=utf-8", page["Content-Type"]);
        Assert.Contains("<td class=\"l\"><span class=\"pill\" data-f=\"status\" data-t=\"t\">no check</span>", page.Body, StringComparison.Ordinal);
        Assert.Contains("n&lt;1&gt;", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOldClient_GetsThePageUntilTheEndOfItsConnection()
    {
        using TestStand stand = await TestStand.StartAsync("stats uri /s");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET /sx;csv HTTP/1.0\r\n\r\n");
        string all = await client.ReceiveUntilEndAsync();
        Assert.StartsWith("HTTP/1.1 200 OK\r\nCache-Control: no-cache\r\nContent-Type: text/plain\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n# pxname,", all, StringComparison.Ordinal);
        Assert.EndsWith(",\n", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "s=s1&action=maint&b=app", "DENY", "no check")]
    [InlineData("stats admin if { src 127.0.0.1 }", "s=s1&action=maint&b=app", "DONE", "MAINT")]
    [InlineData("stats admin if { src 127.0.0.1 }", "s=s1&action=drain&b=%232", "DONE", "DRAIN")]
    [InlineData("stats admin if { src 127.0.0.1 }", "s=s1&s=s9&action=maint&b=app", "PART", "MAINT")]
    [InlineData("stats admin if { src 127.0.0.1 }", "s=s1&action=ready&b=app", "NONE", "no check")]
    [InlineData("stats admin if { src 127.0.0.1 }", "s=s9&action=maint&b=app", "UNKN", "no check")]
    [InlineData("stats admin if { src 127.0.0.1 }", "s=s1&action=explode&b=app", "ERRP", "no check")]
    public async Task Changes_AreMadeWhereTheyAreAllowed(string admin, string body, string outcome, string status)
    {
        using TestStand stand = await TestStand.StartAsync("stats uri /s\n    " + admin);
        using Wire client = await stand.ConnectAsync();
        Reply reply = await PostAsync(client, body, "");
        Assert.Equal((303, "/s;st=" + outcome), (reply.Status, reply["Location"]));
        Reply csv = await AskAsync(client, "/s;csv", null);
        Assert.Contains($",{status},1,", csv.Body[csv.Body.IndexOf("\napp,s1", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origin: http://evil.example", "DENY")]
    [InlineData("Sec-Fetch-Site: cross-site", "DENY")]
    [InlineData("Referer: http://evil.example/s", "DENY")]
    [InlineData("Origin: http://proxy.example", "DONE")]
    [InlineData("Sec-Fetch-Site: same-origin", "DONE")]
    public async Task Changes_ThatAnotherSiteAsksFor_AreRefused(string field, string outcome)
    {
        using TestStand stand = await TestStand.StartAsync("stats uri /s\n    stats admin if TRUE");
        using Wire client = await stand.ConnectAsync();
        Reply reply = await PostAsync(client, "s=s1&action=maint&b=app", field + "\r\n");
        Assert.Equal("/s;st=" + outcome, reply["Location"]);
    }

    private static Task<Reply> AskAsync(Wire client, string target, string? credentials)
    {
        string field = credentials is null ? "" : $"Authorization: Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes(credentials))}\r\n";
        return SendAsync(client, $"GET {target} HTTP/1.1\r\nHost: proxy.example\r\n{field}\r\n");
    }

    private static Task<Reply> PostAsync(Wire client, string body, string field) =>
        SendAsync(client, $"POST /s HTTP/1.1\r\nHost: proxy.example\r\n{field}Content-Length: {body.Length}\r\n\r\n{body}");

    private static async Task<Reply> SendAsync(Wire client, string request)
    {
        await client.SendAsync(request);
        Reply reply = await client.ReceiveReplyAsync();
        return reply["Transfer-Encoding"] is null ? reply : reply with { Body = await Chunks.ReceiveAsync(client) };
    }
}
