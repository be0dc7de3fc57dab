using System;
using Engine.Proxy.Samples;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Fetches;

/// <summary>Names, numbers and how busy things are (CFG 7.3.2, 7.3.3). Expected values were seen on HAProxy 2.6 with the same sections, all idle.</summary>
public sealed class StateFetchTests
{
    private const string Servers = """
        backend pool
            server s1 127.0.0.1:9 maxconn 5
            server s2 127.0.0.1:9 weight 3 disabled
        backend open
            id 20
            server s1 127.0.0.1:9

        """;

    [Theory]
    [InlineData("fe_name", "front")]
    [InlineData("fe_defbe", "back")]
    [InlineData("so_id", "1")]
    [InlineData("be_conn(pool)", "0")]
    [InlineData("be_conn_free(pool)", "5")]
    [InlineData("be_conn_free(open)", "-1")]
    [InlineData("nbsrv(pool)", "1")]
    [InlineData("queue(pool)", "0")]
    [InlineData("avg_queue(pool)", "0")]
    [InlineData("connslots(pool)", "-1")]
    [InlineData("be_sess_rate(pool)", "0")]
    [InlineData("srv_conn(pool/s1)", "0")]
    [InlineData("srv_conn_free(pool/s1)", "5")]
    [InlineData("srv_conn_free(open/s1)", "-1")]
    [InlineData("srv_is_up(pool/s1)", "1")]
    [InlineData("srv_is_up(pool/s2)", "0")]
    [InlineData("srv_weight(pool/s2)", "3")]
    [InlineData("srv_iweight(pool/s2)", "3")]
    [InlineData("srv_queue(pool/s1)", "0")]
    [InlineData("src_is_local", "0")]
    [InlineData("fc_http_major", "1")]
    [InlineData("ssl_fc", "0")]
    [InlineData("proc", "1")]
    [InlineData("nbproc", "1")]
    [InlineData("thread", "0")]
    [InlineData("rand(1)", "0")]
    [InlineData("stopping", "0")]
    public void State_IsTold(string expression, string expected)
    {
        using SampleStand stand = new(sections: Servers);
        Assert.Equal(expected, stand.Text(expression));
    }

    [Fact]
    public void Numbers_GoByDeclarationAroundThoseWritten()
    {
        using SampleStand stand = new(sections: Servers);
        stand.Next("GET / HTTP/1.1\r\nHost: a\r\n\r\n").Respond("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        Assert.Equal("4", stand.Text("fe_id"));
        Assert.Equal("3", stand.Text("be_id", RulePoints.HttpResponse));
        Assert.Equal("1", stand.Text("srv_id", RulePoints.HttpResponse));
        Assert.Equal("back", stand.Text("be_name", RulePoints.HttpResponse));
    }

    [Theory]
    [InlineData("nbsrv(nope)", "there is no backend 'nope'")]
    [InlineData("fe_conn(nope)", "there is no frontend 'nope'")]
    [InlineData("srv_conn(pool/nope)", "the backend 'pool' has no server 'nope'")]
    [InlineData("date(0,h)", "'h' is no unit of time here")]
    [InlineData("uuid(5)", "there is no UUID of version 5 here")]
    public void NameOfNothing_IsReported(string expression, string finding) =>
        Assert.Contains(finding, SampleStand.Diagnose($"http-request set-header X %[{expression}]", Servers), StringComparison.Ordinal);

    [Fact]
    public void Dates_CountFrom1970InTheUnitAsked()
    {
        using SampleStand stand = new();
        long seconds = long.Parse(stand.Text("date")!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(seconds, 1_700_000_000, 4_000_000_000);
        Assert.InRange(long.Parse(stand.Text("date(10)")!, System.Globalization.CultureInfo.InvariantCulture), seconds + 10, seconds + 12);
        Assert.InRange(long.Parse(stand.Text("date(0,ms)")!, System.Globalization.CultureInfo.InvariantCulture) / 1000, seconds, seconds + 2);
        Assert.InRange(long.Parse(stand.Text("accept_date")!, System.Globalization.CultureInfo.InvariantCulture), seconds - 5, seconds + 2);
    }

    [Fact]
    public void Uuid_HasItsVersionAndIsNewEachTime()
    {
        using SampleStand stand = new();
        string first = stand.Text("uuid")!;
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", first);
        Assert.NotEqual(first, stand.Text("uuid"));
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-7", stand.Text("uuid(7)"));
    }
}
