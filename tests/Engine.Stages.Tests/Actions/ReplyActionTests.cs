using System;
using System.Collections.Generic;
using Engine.Config.Text;
using Engine.IO.Tests;
using Engine.Proxy.Rules;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Actions;

/// <summary>Replies that rules give: what is written in the configuration, what stands in the head and body that are sent (CFG 4.4 return).</summary>
public sealed class ReplyActionTests
{
    private const string Request = "GET /p?q=1 HTTP/1.1\r\nHost: a.com:81\r\nX: v\r\nY: a\tb\r\n\r\n";

    private static readonly Dictionary<string, string> Files = new()
    {
        ["page.txt"] = "plain %[path]",
        ["503.http"] = "HTTP/1.1 503 Gone Fishing\r\nX-From: file\r\nContent-Length: 3\r\n\r\nbye",
        ["401.http"] = "HTTP/1.1 401 Sign In\r\n\r\n",
        ["403.http"] = "HTTP/1.0 403 No\r\n\r\n",
    };

    [Theory]
    [InlineData("return", "200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("return status 404", "404 Not Found\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("return status 204", "204 No Content\r\n\r\n")]
    [InlineData("return content-type text/plain string \"a %[b]\"", "200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\na %[b]")]
    [InlineData("return content-type text/plain lf-string \"%[path] %[req.hdr(x)]\"", "200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\n/p v")]
    [InlineData("return content-type text/plain lf-string \"a\\nb%[bin(0d0a097f)]\"", "200 OK\r\nContent-Type: text/plain\r\nContent-Length: 13\r\n\r\na\nb%0D%0A\t%7F")]
    [InlineData("return content-type text/plain file page.txt", "200 OK\r\nContent-Type: text/plain\r\nContent-Length: 13\r\n\r\nplain %[path]")]
    [InlineData("return content-type text/plain lf-file page.txt", "200 OK\r\nContent-Type: text/plain\r\nContent-Length: 8\r\n\r\nplain /p")]
    [InlineData("return hdr X-A 1 hdr X-B %[path] hdr X-C 2", "200 OK\r\nX-A: 1\r\nX-B: /p\r\nX-C: 2\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("return hdr X-A \"1\\r\\n2\"", "200 OK\r\nX-A: 1%0D%0A2\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("return errorfile 503.http", "503 Gone Fishing\r\nX-From: file\r\nContent-Length: 3\r\n\r\nbye")]
    [InlineData("return status 503 errorfiles site", "503 Gone Fishing\r\nX-From: file\r\nContent-Length: 3\r\n\r\nbye")]
    [InlineData("return status 403 default-errorfiles", "403 No\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("deny", "403 No\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("deny deny_status 503", "503 Gone Fishing\r\nX-From: file\r\nContent-Length: 3\r\n\r\nbye")]
    [InlineData("deny deny_status 429", "429 Too Many Requests\r\nContent-Type: text/plain\r\nX-Path: /p\r\nContent-Length: 7\r\n\r\nslow /p")]
    [InlineData("deny status 503", "503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("deny status 429 hdr Retry-After 60", "429 Too Many Requests\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("deny status 401 content-type text/plain string x hdr WWW-Authenticate \"Bearer a\"", "401 Unauthorized\r\nContent-Type: text/plain\r\nWWW-Authenticate: Bearer a\r\nContent-Length: 1\r\n\r\nx")]
    [InlineData("redirect location /x", "302 Found\r\nCache-Control: no-cache\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("redirect location /x code 301", "301 Moved Permanently\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("redirect location /x code 303", "303 See Other\r\nCache-Control: no-cache\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("redirect location /x code 307", "307 Temporary Redirect\r\nCache-Control: no-cache\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("redirect location /x code 308", "308 Permanent Redirect\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("redirect location \"https://b/%[req.hdr(y)]#f\" code 301", "301 Moved Permanently\r\nLocation: https://b/a\tb#f\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("redirect location /x keep-query code 301", "301 Moved Permanently\r\nLocation: /x?q=1\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("redirect location /x?a keep-query code 301", "301 Moved Permanently\r\nLocation: /x?a&q=1\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("redirect location %[req.hdr(none)] ignore-empty", "")]
    [InlineData("redirect prefix https://b code 301", "301 Moved Permanently\r\nLocation: https://b/p?q=1\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("redirect prefix https://%[req.hdr(x)] drop-query append-slash code 301", "301 Moved Permanently\r\nLocation: https://v/p/\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("redirect prefix / append-slash code 301", "301 Moved Permanently\r\nLocation: /p/?q=1\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("redirect scheme https code 301", "301 Moved Permanently\r\nLocation: https://a.com:81/p?q=1\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("redirect scheme https code 301 drop-query", "301 Moved Permanently\r\nLocation: https://a.com:81/p\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("redirect location /x code 301 set-cookie A=1", "301 Moved Permanently\r\nLocation: /x\r\nSet-Cookie: A=1; path=/;\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("redirect location /x code 301 clear-cookie A=", "301 Moved Permanently\r\nLocation: /x\r\nSet-Cookie: A=; path=/; Max-Age=0;\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("redirect location /x code 301 set-cookie-fmt A=%[req.hdr(x)]", "301 Moved Permanently\r\nLocation: /x\r\nSet-Cookie: A=v\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("auth realm \"a \\\"b\\\"\"", "401 Sign In\r\nContent-Length: 0\r\nWWW-Authenticate: Basic realm=\"a \\\"b\\\"\"\r\n\r\n")]
    [InlineData("auth", "401 Sign In\r\nContent-Length: 0\r\nWWW-Authenticate: Basic realm=\"front\"\r\n\r\n")]
    public void Replies(string rule, string expected)
    {
        using SampleStand stand = new($"""
            http-error status 429 content-type text/plain lf-string "slow %[path]" hdr X-Path %[path]
            errorfiles site
            errorfile 403 403.http
            errorfile 401 401.http
            http-request {rule}
            """, "http-errors site\nerrorfile 503 503.http", files: Files);
        Assert.Equal(expected, Answer(stand.Next(Request).RunRequestRules()));
    }

    [Fact]
    public void MakingAReply_AllocatesNothing()
    {
        using SampleStand stand = new("http-request return content-type text/plain lf-string \"%[path] %[src]\" hdr X-A %[req.hdr(x)]");
        stand.Next(Request);
        RuleVerdict verdict = default;
        Assert.Equal(0, Allocations.LeastOf(1, () =>
        {
            stand.Exchange.Arena.Clear();
            verdict = stand.RunRequestRules();
        }));
        Assert.Equal("/p 192.0.2.1", ByteText.FromBytes(verdict.Reply!.Body.Span));
    }

    /// <summary>Tarpit: held first, answered when the time is over.</summary>
    [Fact]
    public void Tarpit_Holds()
    {
        using SampleStand stand = new("timeout tarpit 5s\nhttp-request tarpit deny_status 429");
        RuleVerdict verdict = stand.Next(Request).RunRequestRules();
        Assert.Equal(RuleVerdictKind.Wait, verdict.Kind);
        Assert.Equal(5000, verdict.WaitMs);
    }

    /// <summary><c>redirect</c> lines take their target as it is written, and are read even after <c>allow</c>.</summary>
    [Fact]
    public void RedirectLines_ArePlain()
    {
        using SampleStand stand = new("redirect location /a%20b\nhttp-request allow");
        RulesetPlans rules = stand.Frontend.Rules;
        Assert.Single(rules.HttpRequest);
        int position = 0;
        RuleVerdict verdict = RuleRunner.Run(rules.Redirect, stand.Next(Request).ContextOf(Engine.Proxy.Samples.RulePoints.FrontendHttpRequest), ref position);
        Assert.Contains("Location: /a%20b\r\n", ByteText.FromBytes(verdict.Reply!.Head), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("return string a", "a body needs its 'content-type'")]
    [InlineData("return status 204 content-type text/plain string a", "has no body")]
    [InlineData("return string a file page.txt content-type text/plain", "a reply has one body")]
    [InlineData("return file none content-type text/plain", "cannot read 'none'")]
    [InlineData("return errorfiles nobody status 503", "no http-errors section named 'nobody'")]
    [InlineData("return errorfiles site status 404", "has no reply for status 404")]
    [InlineData("return hdr Content-Length 5", "the engine writes it itself")]
    [InlineData("return errorfile 503.http hdr A b", "has no effect beside 'errorfile'")]
    [InlineData("deny content-type text/plain", "has no effect without a body")]
    [InlineData("redirect code 302", "does not say where to")]
    [InlineData("redirect location /x code 304", "not '304'")]
    public void Faults_AreFoundBeforeStart(string rule, string finding) =>
        Assert.Contains(finding, SampleStand.Diagnose($"http-request {rule}", "http-errors site\nerrorfile 503 503.http", files: Files), StringComparison.Ordinal);

    [Theory]
    [InlineData("http-error status 429", "")]
    [InlineData("http-error content-type text/plain string x", "does not say for which status")]
    [InlineData("http-error status 299 content-type text/plain string x", "never answers with 299")]
    [InlineData("errorfiles nobody", "no http-errors section named 'nobody'")]
    [InlineData("errorfiles site 404", "has no reply for status 404")]
    [InlineData("redirect location /%[path]", "takes '%[' as it is written")]
    [InlineData("monitor fail", "needs a condition")]
    public void Lines(string line, string finding) =>
        Assert.Contains(finding, SampleStand.Diagnose(line, "http-errors site\nerrorfile 503 503.http", files: Files), StringComparison.Ordinal);

    private static string Answer(RuleVerdict verdict) => verdict.Reply is { } reply
        ? ByteText.FromBytes(reply.Head)["HTTP/1.1 ".Length..] + "\r\n" + ByteText.FromBytes(reply.Body.Span)
        : "";
}
