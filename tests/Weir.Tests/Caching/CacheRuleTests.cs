using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Tables;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Caching;

/// <summary>What is kept and who gets it (CFG 6.1, RFC 9111 sections 3 to 5), in most cases beside HAProxy, which must agree.</summary>
public sealed class CacheRuleTests
{
    /// <summary>Response fields; request fields of the first and of the second request; whether the second is answered by the cache.</summary>
    private static readonly (string Response, string First, string Second, bool Kept)[] Cases =
    [
        ("Cache-Control: max-age=60", "", "", true),
        ("Cache-Control: MAX-AGE=\"60\"", "", "", true),
        ("Cache-Control: s-maxage=60", "", "", true),
        ("Cache-Control: max-age=60, x=\"no-store\"", "", "", true),
        ("Cache-Control: x=\"a, no-store, b\", max-age=60", "", "", true),
        ("Cache-Control: max-age=60, x=\"a\\\", no-store, b\"", "", "", true),
        ("Cache-Control: max-age=60", "Cache-Control: x=\"a, no-store, b\"\r\n", "", true),
        ("Cache-Control: max-age=60", "", "Cache-Control: x=\"a, no-cache, b\"\r\n", true),
        ("Cache-Control: x=\"a, max-age=60, b\"", "", "", false),
        ("Cache-Control: max-age=60, x=\"a\\\\\", no-store", "", "", false),
        ("Cache-Control: max-age=60, x=\"a, public, b\"", "Authorization: Basic YTpi\r\n", "", false),
        ("ETag: \"a\"", "", "", true),
        ("Last-Modified: Thu, 01 Jan 2015 00:00:00 GMT", "", "", true),
        ("Expires: Thu, 01 Jan 2099 00:00:00 GMT", "", "", true),
        ("Cache-Control: max-age=60\r\nExpires: Thu, 01 Jan 2015 00:00:00 GMT", "", "", true),
        ("Cache-Control: max-age=60\r\nSet-Cookie: a=b", "", "", true),
        ("Cache-Control: max-age=60\r\nAge: 5", "", "", true),
        ("X: 1", "", "", false),
        ("Expires: 0", "", "", false),
        ("Expires: Thu, 01 Jan 2015 00:00:00 GMT\r\nETag: \"a\"", "", "", false),
        ("Cache-Control: public", "", "", false),
        ("Cache-Control: no-store, max-age=60", "", "", false),
        ("Cache-Control: no-cache, max-age=60", "", "", false),
        ("Cache-Control: private, max-age=60", "", "", false),
        ("Cache-Control: max-age=60\r\nCache-Control: private", "", "", false),
        ("Cache-Control: max-age=0", "", "", false),
        ("Cache-Control: max-age=0, s-maxage=60", "", "", false),
        ("Cache-Control: s-maxage=0, max-age=60", "", "", false),
        ("Cache-Control: max-age=soon", "", "", false),
        ("Cache-Control: max-age=60\r\nPragma: no-cache", "", "", false),
        ("Cache-Control: max-age=60\r\nAge: 61", "", "", false),
        ("Cache-Control: max-age=60\r\nAge: old", "", "", false),
        ("Cache-Control: max-age=60\r\nVary: Accept-Encoding", "", "", false),
        ("Cache-Control: max-age=60", "", "Cache-Control: no-cache\r\n", false),
        ("Cache-Control: max-age=60", "", "Cache-Control: max-age=0\r\n", false),
        ("Cache-Control: max-age=60", "", "Pragma: no-cache\r\n", false),
        ("Cache-Control: max-age=60", "", "Pragma: no-cache\r\nCache-Control: x\r\n", true),
        ("Cache-Control: max-age=60", "Cache-Control: no-cache\r\n", "", true),
        ("Cache-Control: max-age=60", "Cache-Control: no-store\r\n", "", false),
        ("Cache-Control: max-age=60", "Authorization: Basic YTpi\r\n", "", false),
        ("Cache-Control: max-age=60", "", "Authorization: Basic YTpi\r\n", false),
        ("Cache-Control: public, max-age=60", "Authorization: Basic YTpi\r\n", "", true),
        ("Cache-Control: max-age=60", "", "Cookie: a=b\r\n", true),
        ("Cache-Control: max-age=60", "", "Range: bytes=0-1\r\n", true),
    ];

    /// <summary>With <c>process-vary on</c>.</summary>
    private static readonly (string Response, string First, string Second, bool Kept)[] VaryCases =
    [
        ("Vary: Accept-Encoding", "", "", true),
        ("Vary: accept-ENCODING", "Accept-Encoding: gzip\r\n", "Accept-Encoding: br\r\n", true),
        ("Vary: Accept-Encoding\r\nContent-Encoding: gzip", "Accept-Encoding: gzip\r\n", "Accept-Encoding: br, gzip\r\n", true),
        ("Vary: Accept-Encoding\r\nContent-Encoding: gzip", "Accept-Encoding: gzip\r\n", "Accept-Encoding: *\r\n", true),
        ("Vary: Accept-Encoding\r\nContent-Encoding: gzip", "Accept-Encoding: gzip\r\n", "Accept-Encoding: br\r\n", false),
        ("Vary: Accept-Encoding\r\nContent-Encoding: gzip", "Accept-Encoding: gzip\r\n", "Accept-Encoding: gzip;q=0\r\n", false),
        ("Vary: Accept-Encoding", "Accept-Encoding: gzip\r\n", "Accept-Encoding: gzip, identity;q=0\r\n", false),
        ("Vary: Referer, Accept-Encoding", "Referer: http://a/\r\n", "Referer: http://a/\r\n", true),
        ("Vary: Referer, Accept-Encoding", "Referer: http://a/\r\n", "Referer: http://b/\r\n", false),
        ("Vary: User-Agent", "", "", false),
        ("Vary: Referer, User-Agent", "", "", false),
        ("Vary: *", "", "", false),
    ];

    [Fact]
    public Task Ours_DoesSo() => CheckAsync(null);

    [ProgramFact(PeersNode.HaproxyPath, "haproxy")]
    public Task Haproxy_DoesTheSame() => CheckAsync(PeersNode.HaproxyPath);

    /// <summary>Where HAProxy keeps or gives more than RFC 9111 or caution allows.</summary>
    [Theory]
    [InlineData("Cache-Control: no-cache, public, max-age=60", "", false)]
    [InlineData("Cache-Control: max-age=60, x=\"a, no-store", "", false)]
    [InlineData("Cache-Control: max-age=60, x=\"a", "", false)]
    [InlineData("Cache-Control: max-age=\"60", "", false)]
    [InlineData("Cache-Control: max-age=60\"", "", false)]
    [InlineData("Cache-Control: max-age=60", "Cache-Control: x=\"a\r\n", false)]
    [InlineData("Cache-Control: private=\"x\", max-age=60", "", false)]
    [InlineData("Cache-Control: no-cache=\"x\", max-age=60", "", false)]
    [InlineData("Cache-Control: max-age=60", "Connection: upgrade\r\nUpgrade: x\r\n", false)]
    [InlineData("Cache-Control: max-age=60\r\nAge: 0", "", true)]
    public async Task Differences(string response, string second, bool kept)
    {
        using CacheStand stand = await CacheStand.StartAsync();
        Assert.Equal(kept, await stand.IsKeptAsync(With(response), second: second));
    }

    /// <summary>CFG 6.1: of all statuses, 200 alone.</summary>
    [Theory]
    [InlineData(203)]
    [InlineData(301)]
    [InlineData(404)]
    public async Task OtherStatuses_AreNotKept(int status)
    {
        using CacheStand stand = await CacheStand.StartAsync();
        Assert.False(await stand.IsKeptAsync(With("Cache-Control: max-age=60").Replace("200", $"{status}", System.StringComparison.Ordinal)));
    }

    /// <summary>A response that was cut off is not kept; nor is one whose end nobody could tell from a cut (RFC 9112 section 8).</summary>
    [Theory]
    [InlineData("Content-Length: 9\r\n\r\nhalf")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n9\r\nhalf")]
    [InlineData("\r\nall?")]
    public async Task WhatMayBeCut_IsNotKept(string rest)
    {
        using CacheStand stand = await CacheStand.StartAsync();
        string target = stand.Say("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nConnection: close\r\n" + rest);
        for (int i = 1; i <= 2; i++)
        {
            using Wire client = await stand.ConnectAsync();
            await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
            await client.ReceiveUntilEndAsync();
            Assert.Equal(i, stand.Origin.CountOf(target));
        }
    }

    /// <summary>CFG 6.1: nothing is kept of HTTP/1.0 requests nor given to them; and a request with a body is no plain question for its target.</summary>
    [Fact]
    public async Task OnlyPlainRequests_AreAnswered()
    {
        using CacheStand stand = await CacheStand.StartAsync();
        string target = stand.Say(With("Cache-Control: max-age=60"));
        await stand.AskAsync(target, version: "HTTP/1.0");
        await stand.AskAsync(target);
        Assert.Equal(2, stand.Origin.CountOf(target));
        await stand.AskAsync(target, version: "HTTP/1.0");
        Assert.Equal(3, stand.Origin.CountOf(target));
        await stand.AskAsync(target);
        Assert.Equal(3, stand.Origin.CountOf(target));
    }

    /// <summary>RFC 9110 section 12.5.3: any coding has a name by which clients accept it or do not. HAProxy keeps those that it knows.</summary>
    [Theory]
    [InlineData("rot13", true)]
    [InlineData("gzip", false)]
    public async Task UnknownCodings_AreForThoseWhoAcceptThem(string accepted, bool given)
    {
        using CacheStand stand = await CacheStand.StartAsync("total-max-size 1\n process-vary on");
        Assert.Equal(given, await stand.IsKeptAsync(With("Cache-Control: max-age=60\r\nVary: Accept-Encoding\r\nContent-Encoding: rot13"), "Accept-Encoding: rot13\r\n", $"Accept-Encoding: {accepted}\r\n"));
    }

    /// <summary>RFC 9111 section 4.4: what may have changed is asked for again.</summary>
    [Theory]
    [InlineData("POST", 3)]
    [InlineData("PUT", 3)]
    [InlineData("DELETE", 3)]
    [InlineData("OPTIONS", 2)]
    public async Task UnsafeMethods_EndWhatIsKept(string method, int asked)
    {
        using CacheStand stand = await CacheStand.StartAsync();
        string target = stand.Say(With("Cache-Control: max-age=60"));
        await stand.AskAsync(target);
        await stand.AskAsync(target, "Content-Length: 0\r\n", method);
        await stand.AskAsync(target);
        Assert.Equal(asked, stand.Origin.CountOf(target));
    }

    private static async Task CheckAsync(string? program)
    {
        using (CacheStand stand = await CacheStand.StartAsync(program: program))
        {
            foreach ((string response, string first, string second, bool kept) in Cases)
            {
                Assert.True(kept == await stand.IsKeptAsync(With(response), first, second), $"{response} | {first} | {second}: {kept}");
            }
        }

        using CacheStand varying = await CacheStand.StartAsync("total-max-size 1\n process-vary on", program: program);
        foreach ((string response, string first, string second, bool kept) in VaryCases)
        {
            Assert.True(kept == await varying.IsKeptAsync(With("Cache-Control: max-age=60\r\n" + response), first, second), $"{response} | {first} | {second}: {kept}");
        }
    }

    private static string With(string fields) => $"HTTP/1.1 200 OK\r\n{fields}\r\nContent-Length: 3\r\n\r\nno#";
}
