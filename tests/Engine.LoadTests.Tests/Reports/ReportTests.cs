using System.IO;
using System.Linq;
using System.Text.Json;
using Engine.LoadTests.Reports;
using Xunit;

namespace Engine.LoadTests.Tests.Reports;

public sealed class ReportTests
{
    [Theory]
    [InlineData("p50 < 501 us", true, "500 us")]
    [InlineData("p99.9 < 900 us", false, "999 us")]
    [InlineData("p100 <= 1 ms", true, "1.00 ms")]
    [InlineData("max = 1 ms", true, "1.00 ms")]
    [InlineData("min = 1 us", true, "1.00 us")]
    [InlineData("mean < 500 us", false, "501 us")]
    [InlineData("rate = 500/s", true, "500/s")]
    [InlineData("requests = 1010", true, "1,010")]
    [InlineData("errors = 0", false, "10")]
    [InlineData("errors < 1 %", true, "0.99 %")]
    [InlineData("errors < 0.9 %", false, "0.99 %")]
    [InlineData("step one errors = 10", true, "10")]
    [InlineData("cpu <= 30 us", true, "30.0 us")]
    [InlineData("cpu < 29 us", false, "30.0 us")]
    public void AnAssertion_IsJudgedByWhatWasMeasured(string assertion, bool holds, string actual)
    {
        Summary summary = Results.Of(assertion);

        Judgement judgement = Assert.Single(summary.Judgements);
        Assert.Equal((holds, actual), (judgement.Holds, judgement.Actual));
        Assert.Equal(holds, summary.IsGood);
    }

    [Theory]
    [InlineData("cpu < 1 s")]
    [InlineData("memory < 1 GiB")]
    public void WhatWasNotMeasured_DoesNotHold(string assertion)
    {
        Judgement judgement = Assert.Single(Results.Of(assertion, withTarget: false).Judgements);

        Assert.Equal((false, "not measured"), (judgement.Holds, judgement.Actual));
    }

    [Fact]
    public void TheText_TellsLatencyErrorsAndJudgements()
    {
        using var text = new StringWriter { NewLine = "\n" };
        TextReport.Write(Results.Of("errors = 0", withTarget: false), text);

        Assert.Equal(
            """
            s: http://a:81

                            requests      errors        good         p50         p90         p99       p99.9         max
            total              1,010          10       500/s      500 us      900 us      990 us      999 us     1.00 ms

            error        wrong status: 503  8
            error        connection reset  2
            connections  1 made, p50 250 us, p99 250 us
            received     97.7 KiB of bodies
            target       not measured: no process of this machine is seen to listen there; name it with --pid
            generator    15 % CPU, 300 us per request (user 100 us, system 200 us)

            FAILED       errors = 0  (10)

            """.ReplaceLineEndings("\n"),
            text.ToString());
    }

    [Fact]
    public void TheJson_HoldsTheSame()
    {
        using var stream = new MemoryStream();
        JsonReport.Write(Results.Of("p99 < 2 ms"), stream);
        using JsonDocument json = JsonDocument.Parse(stream.ToArray());
        JsonElement total = json.RootElement.GetProperty("total");

        Assert.Equal((1010, 1000, 500.0), (total.GetProperty("requests").GetInt32(), total.GetProperty("good").GetInt32(), total.GetProperty("rate").GetDouble()));
        Assert.Equal(1000, total.GetProperty("latency_us").GetProperty("max").GetDouble());
        Assert.Equal(
            ["wrong status 503 8", "connection reset  2"],
            total.GetProperty("error_kinds").EnumerateArray().Select(kind => $"{kind.GetProperty("kind").GetString()} {kind.GetProperty("detail").GetString()} {kind.GetProperty("count").GetInt32()}"));
        Assert.Equal(30, json.RootElement.GetProperty("target_process").GetProperty("cpu_us_per_request").GetDouble());
        Assert.True(json.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal("p99 < 2 ms", json.RootElement.GetProperty("assertions")[0].GetProperty("assertion").GetString());
    }
}
