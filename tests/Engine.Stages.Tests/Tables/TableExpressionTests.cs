using System.Linq;
using Engine.Proxy.Samples;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Tables;

/// <summary>Fetches, converters and actions on stick tables (CFG 7.3.1, 7.3.3, 4.3).</summary>
public sealed class TableExpressionTests
{
    private const string All = "stick-table type string len 20 size 100 expire 1m store gpc0,gpc0_rate(10s),gpc1,gpt0,conn_cnt,conn_cur,conn_rate(10s),sess_cnt,http_req_cnt,http_req_rate(10s),http_err_cnt,bytes_in_cnt,bytes_out_rate(1s)";

    [Fact]
    public void NothingTracked_IsNoValue()
    {
        using SampleStand stand = new(All);
        Assert.Null(stand.Text("sc0_get_gpc0"));
        Assert.Null(stand.Text("sc_http_req_cnt(1)"));
        Assert.Equal("0", stand.Text("sc0_tracked"));
        Assert.Null(stand.Text("sc0_key"));
    }

    [Fact]
    public void TrackSc_CountsConnectionAndRequest_UnderTheKey()
    {
        using SampleStand stand = new(All + "\nhttp-request track-sc0 path");
        stand.Next("GET /a HTTP/1.1\r\nHost: x\r\n\r\n").RunRequestRules();
        Assert.Equal("1", stand.Text("sc0_tracked"));
        Assert.Equal("/a", stand.Text("sc_key(0)"));
        Assert.Equal("1", stand.Text("sc0_conn_cur"));
        Assert.Equal("1", stand.Text("sc0_conn_cnt"));
        Assert.Equal("1", stand.Text("sc0_conn_rate"));
        Assert.Equal("1", stand.Text("sc0_http_req_cnt"));
        Assert.Equal("1", stand.Text("sc0_http_req_rate"));
        Assert.Equal("0", stand.Text("sc0_sess_cnt"));
        Assert.Equal("1", stand.Text("sc0_trackers"));

        // Another exchange with the same key while the first is under way.
        stand.Next("GET /a HTTP/1.1\r\nHost: x\r\n\r\n").RunRequestRules();
        Assert.Equal("2", stand.Text("sc0_conn_cur"));
        Assert.Equal("2", stand.Text("sc0_http_req_cnt"));
        Assert.Equal("2", stand.Text("sc_trackers(0)"));
        Assert.Equal("1", stand.Text("table_cnt(front)"));
        Assert.Equal("99", stand.Text("table_avl(front)"));
    }

    [Fact]
    public void TheFirstRuleOfANumber_Counts()
    {
        using SampleStand stand = new(All + "\nhttp-request track-sc0 str(first) if { path /1 }\nhttp-request track-sc0 str(second)");
        stand.Next("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n").RunRequestRules();
        Assert.Equal("first", stand.Text("sc0_key"));
        stand.Next("GET /2 HTTP/1.1\r\nHost: x\r\n\r\n").RunRequestRules();
        Assert.Equal("second", stand.Text("sc0_key"));
    }

    [Fact]
    public void AValueThatTheTableDoesNotKeep_IsNone()
    {
        using SampleStand stand = new(All + "\nhttp-request track-sc0 path");
        stand.RunRequestRules();
        Assert.Null(stand.Text("sc0_http_fail_cnt"));
        Assert.Null(stand.Text("str(/),table_http_fail_cnt(front)"));
        Assert.Equal("0", stand.Text("str(/nobody),table_http_fail_cnt(front)"));
        Assert.Equal("0", stand.Text("sc0_get_gpc1"));
    }

    [Fact]
    public void Actions_CountAtTheTrackedKey()
    {
        using SampleStand stand = new(All + "\nhttp-request track-sc1 path\nhttp-request sc-inc-gpc0(1)\nhttp-request sc-inc-gpc0(1)\nhttp-request sc-inc-gpc1(1)\nhttp-request sc-set-gpt0(1) 7\nhttp-request sc-inc-gpc0(2)");
        stand.RunRequestRules();
        Assert.Equal("2", stand.Text("sc1_get_gpc0"));
        Assert.Equal("2", stand.Text("sc1_gpc0_rate"));
        Assert.Equal("1", stand.Text("sc1_get_gpc1"));
        Assert.Equal("7", stand.Text("sc1_get_gpt0"));
        Assert.Equal("3", stand.Text("sc1_inc_gpc0"));
        Assert.Equal("3", stand.Text("sc1_clr_gpc0"));
        Assert.Equal("0", stand.Text("sc1_get_gpc0"));
    }

    [Fact]
    public void Arrays_HaveTheirElements_AndServeThePlainNames()
    {
        using SampleStand stand = new("stick-table type string size 100 expire 1m store gpc(3),gpt(2),gpc_rate(3,10s)\nhttp-request track-sc0 path\nhttp-request sc-inc-gpc(2,0)\nhttp-request sc-add-gpc(1,0) int(5)\nhttp-request sc-set-gpt(1,0) req.hdr(x-tag)\nhttp-request sc-inc-gpc0(0)");
        stand.Next("GET / HTTP/1.1\r\nHost: x\r\nX-Tag: 9\r\n\r\n").RunRequestRules();
        Assert.Equal("1", stand.Text("sc_get_gpc(2,0)"));
        Assert.Equal("5", stand.Text("sc_get_gpc(1,0)"));
        Assert.Equal("5", stand.Text("sc0_get_gpc1"));
        Assert.Equal("5", stand.Text("sc_gpc_rate(1,0)"));
        Assert.Equal("1", stand.Text("sc0_get_gpc0"));
        Assert.Equal("9", stand.Text("sc_get_gpt(1,0)"));
        Assert.Equal("0", stand.Text("sc0_get_gpt0"));
        Assert.Null(stand.Text("sc_get_gpc(3,0)"));
        Assert.Equal("5", stand.Text("str(/),table_gpc(1,front)"));
        Assert.Equal("6", stand.Text("str(/),table_inc_gpc(1,front)"));
        Assert.Equal("6", stand.Text("sc_clr_gpc(1,0)"));
    }

    [Fact]
    public void TheClientsAddress_IsLookedUp_AndCountedWithoutTracking()
    {
        using SampleStand stand = new("stick-table type ip size 10 expire 1m store gpc0,conn_cnt\nhttp-request track-sc0 src");
        Assert.Equal("0", stand.Text("src_get_gpc0(front)"));
        Assert.Equal("0", stand.Text("table_cnt(front)"));
        Assert.Equal("1", stand.Text("src_inc_gpc0(front)"));
        Assert.Equal("2", stand.Text("src_inc_gpc0"));
        Assert.Equal("1", stand.Text("src_updt_conn_cnt(front)"));
        Assert.Equal("1", stand.Text("src_conn_cnt(front)"));
        Assert.Equal("2", stand.Text("src,table_gpc0(front)"));
        Assert.Equal("1", stand.Text("src,in_table(front)"));
        Assert.Equal("0", stand.Text("str(1.2.3.4),in_table(front)"));
        stand.RunRequestRules();
        Assert.Equal("192.0.2.1", stand.Text("sc0_key"));
    }

    [Fact]
    public void ATrackedKey_IsLookedUpInAnotherTable()
    {
        using SampleStand stand = new(
            "stick-table type ip size 10 expire 1m store gpc0\nhttp-request track-sc0 src",
            "backend abuse\nstick-table type ip size 10 expire 1m store gpc0");
        stand.RunRequestRules();
        Assert.Equal("0", stand.Text("sc0_get_gpc0(abuse)"));
        Assert.Equal("1", stand.Text("src_inc_gpc0(abuse)"));
        Assert.Equal("1", stand.Text("sc0_get_gpc0(abuse)"));
        Assert.Equal("0", stand.Text("sc0_get_gpc0"));
    }

    [Fact]
    public void AnEntrysAge_IsItsOwn()
    {
        using SampleStand stand = new(All + "\nhttp-request track-sc0 path");
        stand.RunRequestRules();
        Assert.InRange(long.Parse(stand.Text("str(/),table_expire(front)")!, System.Globalization.CultureInfo.InvariantCulture), 50_000, 60_000);
        Assert.Equal("0", stand.Text("str(/),table_idle(front)"));
        Assert.Equal("77", stand.Text("str(/nobody),table_expire(front,77)"));
        Assert.Null(stand.Text("str(/nobody),table_expire(front)"));
    }

    [Theory]
    [InlineData("stick-table type ip", "needs a size")]
    [InlineData("stick-table type ipx size 10", "unknown type of key 'ipx'")]
    [InlineData("stick-table type ip len 4 size 10", "have no 'len'")]
    [InlineData("stick-table type ip size 10 store gpc9", "unknown data type 'gpc9'")]
    [InlineData("stick-table type ip size 10 store conn_rate", "'conn_rate' is not complete")]
    [InlineData("stick-table type ip size 10 store gpc(101)", "'gpc(101)' is not complete")]
    [InlineData("stick-table type ip size 10 store gpc(2),gpc0", "cannot store 'gpc0' too")]
    [InlineData("stick-table type ip size 10\nstick-table type ip size 10", "has a stick-table already")]
    [InlineData("stick-table type ip size 10\nhttp-request track-sc3 src", "numbers go from 0 to 2")]
    [InlineData("http-request track-sc0 src", "there is no stick-table 'front'")]
    [InlineData("http-request track-sc0 src table bakc", "there is no stick-table 'bakc'")]
    [InlineData("stick-table type ip size 10\nhttp-request deny if { sc_get_gpc0(5) gt 1 }", "there is no tracked counter 5")]
    [InlineData("stick-table type ip size 10\nhttp-request sc-inc-gpc0", "needs the number of a tracked key")]
    public void WhatCannotWork_IsSaid(string lines, string finding) => Assert.Contains(finding, SampleStand.Diagnose(lines), System.StringComparison.Ordinal);

    [Fact]
    public void EveryFetchHasItsRow()
    {
        string[] names = [.. BuiltInStages.Catalog.Fetches.Select(row => row.Name)];
        Assert.Equal(names.Length, names.Distinct().Count());
    }
}
