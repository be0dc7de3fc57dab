using Weir.Tests.Processes;
using Xunit;

namespace Weir.Tests.Tools;

/// <summary><c>weir trace</c>: what would become of a request.</summary>
public sealed class TraceTests
{
    private const string Configuration = """
        defaults
            mode http
            timeout client 1s
            timeout connect 1s
            timeout server 1s
        frontend web
            bind 192.0.2.7:80
            acl inside src 10.0.0.0/8
            acl api path_beg /api/
            option forwardfor
            monitor-uri /healthz
            http-request deny if { path_beg /admin } !inside
            http-request set-header X-Inside yes if inside
            http-request set-path /v1%[path] if api
            use_backend api if { path_beg /v1/ }
            default_backend app
        frontend other
            bind 192.0.2.7:81
            http-request return status 200 content-type text/plain string other
        frontend bare
            bind 192.0.2.7:82
            default_backend app
        frontend bytes
            mode tcp
            bind 192.0.2.7:83
            tcp-request connection reject if { src 203.0.113.0/24 }
            default_backend raw
        backend app
            http-send-name-header X-Server
            server a1 192.0.2.11:80
            server a2 192.0.2.12:80
        backend api
            use-server p2 if { req.hdr(x-tenant) -m found }
            server p1 192.0.2.21:80
            server p2 192.0.2.22:80
        backend raw
            mode tcp
            server r1 192.0.2.31:80
        frontend aux
            bind 192.0.2.7:84
            default_backend old
        backend old
            dispatch 192.0.2.41:80

        """;

    [Fact]
    public void Trace_OfARoutedRequest_ShowsRulesChoicesAndTheHeadThatWouldBeSent()
    {
        ToolRun run = Trace("GET /api/x?y=1", "-H", "Host: a.example", "-H", "X-Tenant: t", "--src", "10.1.2.3");
        Assert.Equal((0, ""), (run.Status, run.Errors));
        Assert.Equal(
            """
            GET /api/x?y=1 HTTP/1.1 from 10.1.2.3, at 192.0.2.7:80 of frontend web
              http-request of frontend web
                no     12  http-request deny if { path_beg /admin } !inside
                yes    13  http-request set-header X-Inside yes if inside
                yes    14  http-request set-path /v1%[path] if api
              use_backend of frontend web
                yes    15  use_backend api if { path_beg /v1/ }
              => backend api: by use_backend
              => server p2: by a use-server rule, a cookie or a stick table
              => api/p2 at 192.0.2.22:80
            would be sent to the server:
              GET /v1/api/x?y=1 HTTP/1.1
              Host: a.example
              X-Tenant: t
              X-Inside: yes
              X-Forwarded-For: 10.1.2.3

            """, run.Output);
    }

    [Fact]
    public void Trace_OfADeniedRequest_ShowsTheRuleAndTheAnswer()
    {
        ToolRun run = Trace("GET /admin/");
        Assert.Equal(0, run.Status);
        Assert.Contains("yes    12  http-request deny", run.Output);
        Assert.Contains("-      13  http-request set-header X-Inside yes if inside  (not reached)", run.Output);
        Assert.Contains("no server: denied by a rule", run.Output);
        Assert.Contains("would be answered with 403:\n  HTTP/1.1 403 Forbidden", run.Output);
        Assert.DoesNotContain("would be sent", run.Output);
    }

    [Fact]
    public void Trace_OfDefaultBackend_NamesTheBalancerAndTheServersHeader()
    {
        string output = Trace("GET /").Output;
        Assert.Contains("backend app: by default_backend, as no use_backend rule matches", output);
        Assert.Contains("server a1: by balance roundrobin, as the first request to arrive; 2 servers are usable", output);
        Assert.Contains("  X-Server: a1", output);
        Assert.Contains("  X-Forwarded-For: 192.0.2.1\n", output);
        Assert.Contains("  Host: localhost\n", output);
    }

    [Fact]
    public void Trace_OfTheMonitor_IsAnsweredByTheProxy() => Assert.Contains("would be answered with 200", Trace("GET /healthz").Output);

    [Theory]
    [InlineData("192.0.2.7:81", "would be answered with 200")]
    [InlineData("192.0.2.7:82", "backend app: the only one")]
    [InlineData("192.0.2.7:83", "raw/r1 at 192.0.2.31:80")]
    public void Trace_ToAnAddress_EntersByTheFrontendThatListensThere(string destination, string says) =>
        Assert.Contains(says, Trace("GET /", "--dst", destination).Output);

    [Fact]
    public void Trace_OfARefusedConnection_ShowsTheRule()
    {
        ToolRun run = Trace("GET /", "--dst", "192.0.2.7:83", "--src", "203.0.113.9");
        Assert.Equal(1, run.Status);
        Assert.Contains("yes    26  tcp-request connection reject", run.Output);
        Assert.Contains("no server: the connection is refused by a rule", run.Output);
    }

    [Fact]
    public void Trace_OfAnInvalidRequest_IsAnsweredWith400() => Assert.Contains("would be answered with 400", Trace("GET /", "-H", "Content-Length: x").Output);

    [Fact]
    public void Trace_OfARequestThatNoServerIsKnownFor_SaysWhereItIsDispatched()
    {
        ToolRun run = Trace("GET / HTTP/1.0", "--dst", "192.0.2.7:84");
        Assert.Contains("=> server <NOSRV>: by 'dispatch' or 'transparent', as nothing leads to a server\n  => old/<NOSRV> at 192.0.2.41:80\n", run.Output, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Trace_WhereNothingListens_SaysSo()
    {
        ToolRun run = Trace("GET /", "--dst", "192.0.2.7:99");
        Assert.Equal(1, run.Status);
        Assert.Contains("nothing listens at 192.0.2.7:99", run.Errors);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("GET / HTTP/1.1", "--src", "nowhere")]
    [InlineData("GET / HTTP/1.1", "--what", "x")]
    [InlineData("GET / HTTP/1.1", "-H", "no field")]
    public void Trace_OfWrongWords_ExitsWith2AndSaysHow(params string[] words)
    {
        ToolRun run = Trace(words[0], words[1..]);
        Assert.Equal(2, run.Status);
        Assert.Contains("Usage: weir trace FILE", run.Errors);
    }

    private static ToolRun Trace(string request, params string[] options)
    {
        using var place = new Workplace();
        return ToolRun.Of(["trace", place.Write("trace.cfg", Configuration), request, .. options]);
    }
}
