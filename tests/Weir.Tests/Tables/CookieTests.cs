using System;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Tables;

/// <summary>
/// The persistence cookie (CFG 4.2 cookie): which server gets the request, what it sees of the cookie, what the client is given, and the
/// last two characters of the termination state (CFG 8.5). Every row was compared with HAProxy 2.6.
/// </summary>
public sealed partial class CookieTests
{
    private const string Plain = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n";

    [Theory]
    [InlineData("insert", "", "s1", "", "SRV=a; path=/", "NI")]
    [InlineData("insert", "SRV=b", "s2", "SRV=b", "", "VN")]
    [InlineData("insert indirect", "x=1; SRV=b; y=2", "s2", "x=1; y=2", "", "VN")]
    [InlineData("insert indirect", "SRV=b; y=2", "s2", "y=2", "", "VN")]
    [InlineData("insert indirect", "x=1; SRV=b", "s2", "x=1", "", "VN")]
    [InlineData("insert indirect", "SRV=b; SRV=a", "s2", "", "", "VN")]
    [InlineData("insert indirect", "SRV=zz", "s1", "", "SRV=a; path=/", "II")]
    [InlineData("insert indirect", "SRV=", "s1", "", "SRV=a; path=/", "II")]
    [InlineData("insert indirect", "SRV=down", "s1", "", "SRV=a; path=/", "DI")]
    [InlineData("insert indirect httponly secure domain .a.com domain .b.com attr SameSite=None", "", "s1", "", "SRV=a; path=/; domain=.a.com; domain=.b.com; HttpOnly; Secure; SameSite=None", "NI")]
    [InlineData("insert postonly", "", "s1", "", "", "NN")]
    [InlineData("insert maxidle 30m maxlife 8h", "SRV=b", "s2", "SRV=b", "SRV=b|DATE|DATE; path=/", "VU")]
    [InlineData("insert maxidle 30m", "SRV=b|BCDEF", "s1", "SRV=b|BCDEF", "SRV=a|DATE; path=/", "EI")]
    [InlineData("insert maxlife 8h", "SRV=b|BCDEF|BCDEF", "s1", "SRV=b|BCDEF|BCDEF", "SRV=a|DATE|DATE; path=/", "OI")]
    [InlineData("prefix", "SRV=b~app", "s2", "SRV=app", "", "VN")]
    [InlineData("prefix", "SRV=zz~app; k=1", "s1", "SRV=app; k=1", "", "IN")]
    [InlineData("rewrite", "SRV=b", "s2", "SRV=b", "", "VN")]
    [InlineData("insert indirect\n ignore-persist if { path / }", "SRV=b", "s1", "", "", "UN")]
    [InlineData("insert indirect\n use-server s2 if { path / }", "SRV=a", "s2", "", "", "UN")]
    public async Task ARequest_GoesToTheServerOfItsCookie(string cookie, string sent, string server, string seen, string given, string state)
    {
        using TestStand stand = await StartAsync(cookie);
        string head = await AskAsync(stand, sent, server, seen, Plain);
        Assert.Equal(given, Dated().Replace(Field(head, "Set-Cookie"), "|DATE"));
        Assert.Equal("--" + state, Field(head, "X-State"));
    }

    [Theory]
    [InlineData("insert", "", "SRV=app; path=/x", "SRV=a; path=/", "NI")]
    [InlineData("insert indirect", "SRV=a", "SRV=app", "", "VD")]
    [InlineData("insert indirect preserve", "", "SRV=app", "SRV=app", "NP")]
    [InlineData("rewrite", "", "SRV=app; path=/x", "SRV=a; path=/x", "NR")]
    [InlineData("prefix", "SRV=a~old", "SRV=new; path=/x", "SRV=a~new; path=/x", "VR")]
    [InlineData("prefix", "", "Other=1", "Other=1", "NN")]
    public async Task WhatTheServerSets_IsChangedOrTakenAway(string cookie, string sent, string set, string given, string state)
    {
        using TestStand stand = await StartAsync(cookie);
        string head = await AskAsync(stand, sent, "s1", null, Plain + $"Set-Cookie: {set}\r\n");
        Assert.Equal(given, Field(head, "Set-Cookie"));
        Assert.Equal("--" + state, Field(head, "X-State"));
    }

    [Theory]
    [InlineData("ETag: \"1\"\r\n", "private")]
    [InlineData("Cache-Control: max-age=60\r\n", "max-age=60|private")]
    [InlineData("Cache-Control: no-store, max-age=60\r\n", "no-store, max-age=60")]
    [InlineData("", "")]
    public async Task AResponseThatACacheMightKeep_BecomesPrivate_WithNocache(string fields, string expected)
    {
        using TestStand stand = await StartAsync("insert indirect nocache");
        string head = await AskAsync(stand, "", "s1", "", Plain + fields);
        Assert.Equal(expected, string.Join('|', CacheControl().Matches(head)));
    }

    [Fact]
    public async Task ADynamicCookie_IsMadeOfKeyAndAddress()
    {
        using TestStand stand = await StartAsync("insert indirect dynamic\n dynamic-cookie-key secret", server: "");
        string given = Field(await AskAsync(stand, "", "s1", "", Plain), "Set-Cookie")[..^"; path=/".Length];
        Assert.Matches("^SRV=[0-9a-f]{16}$", given);
        await AskAsync(stand, "", "s2", "", Plain);
        await AskAsync(stand, given, "s1", "", Plain);
    }

    /// <summary>CFG force-persist: a server that is down gets the request all the same; CFG option persist: and redispatch takes it elsewhere when that fails.</summary>
    [Fact]
    public async Task AServerThatIsDown_IsKeptTo_WhenTheOperatorSaysSo()
    {
        using TestStand forced = await StartAsync("insert indirect\n retries 0\n force-persist if { path / }");
        using Wire client = await forced.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nCookie: SRV=down\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 503 ", (await client.ReceiveReplyAsync()).Head, StringComparison.Ordinal);
        using TestStand persistent = await StartAsync("insert indirect\n retries 1\n option persist\n option redispatch");
        string head = await AskAsync(persistent, "SRV=down", "s1", "", Plain);
        Assert.Equal("SRV=a; path=/", Field(head, "Set-Cookie"));
        Assert.Equal("--DI", Field(head, "X-State"));
    }

    [Fact]
    public async Task TheCookieOfADrainingServer_StillCounts()
    {
        using TestStand stand = await StartAsync("insert indirect\n retries 0", extra: "server drained 127.0.0.1:1 weight 0 cookie c");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nCookie: SRV=c\r\n\r\n");
        string head = (await client.ReceiveReplyAsync()).Head;
        Assert.StartsWith("HTTP/1.1 503 ", head, StringComparison.Ordinal);
        Assert.Equal("SC" + "VN", Field(head, "X-State"));
    }

    private static Task<TestStand> StartAsync(string cookie, string? server = null, string extra = "") => TestStand.StartAsync(
        new TestStand.Lines
        {
            Frontend = "http-after-response set-header X-State %tsc",
            Backend = $"cookie SRV {cookie}\n server down 127.0.0.1:1 disabled cookie down\n {extra}",
            Server = server ?? "cookie {name}",
        },
        origins: 2);

    private static async Task<string> AskAsync(TestStand stand, string sent, string server, string? seen, string answer)
    {
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync($"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{(sent.Length > 0 ? $"Cookie: {sent}\r\n" : "")}\r\n");
        using Wire origin = await stand.Origins[server == "s1" ? 0 : 1].AcceptAsync();
        string request = await origin.ReceiveHeadAsync();
        if (seen is not null)
        {
            Assert.Equal(seen, Field(request, "Cookie"));
        }

        await origin.SendAsync(answer + "\r\n");
        return (await client.ReceiveReplyAsync()).Head;
    }

    private static string Field(string head, string name)
    {
        Match match = Regex.Match(head, $"(?im)^{name}: (.*)\r$");
        return match.Success ? match.Groups[1].Value : "";
    }

    [GeneratedRegex(@"\|[A-Za-z0-9+-]{5}")]
    private static partial Regex Dated();

    [GeneratedRegex("(?im)(?<=^Cache-Control: )[^\r]*")]
    private static partial Regex CacheControl();
}
