using System;
using System.IO;
using System.Linq;
using Engine.LoadTests.Scenarios;
using Xunit;

namespace Engine.LoadTests.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    [Fact]
    public void AFile_WithEverySection_BecomesAScenario()
    {
        Scenario scenario = Reading.Valid(
            """
            # Comments and blank lines mean nothing, nor does indentation.
            scenario everything
            target http://127.0.0.1:8080/     # a slash is no path
            connection keep-alive
            connections 20
            pipeline 4
            timeout 1500 ms
            loops 2

            step read weight 9
                get /a?b=c#not-a-comment
                header Accept "text/plain, */*;q=0.1"
                header X-Quote "a \" b"
                expect status 200 304
                expect body 64 KiB
            step write weight 1
                request PROPFIND /
                body 100KB chunked 8 KiB
            load
                warm up 2 s
                ramp constant from 0 to 64 during 5s
                keep constant 64 during 1 min
                pause 500 ms
                ramp inject from 100/s to 2000/s during 5 s
                inject 120/min during 1 h
            assert
                p99 < 5 ms
                step write errors <= 0.1 %
            """);

        Assert.Equal(("everything", "127.0.0.1", 8080, "127.0.0.1:8080"), (scenario.Name, scenario.Target.Host, scenario.Target.Port, scenario.Target.Authority));
        Assert.Equal((true, 20, 4, 1500L, 2), (scenario.KeepAlive, scenario.Connections, scenario.Pipeline, scenario.TimeoutMs, scenario.Loops));
        Step read = scenario.Steps[0];
        Assert.Equal(("read", 9, "GET", "/a?b=c#not-a-comment", 65536L), (read.Name, read.Weight, read.Method, read.Path, read.BodyBytes));
        Assert.Equal([("Accept", "text/plain, */*;q=0.1"), ("X-Quote", "a \" b")], read.Fields);
        Assert.Equal([200, 304], read.Statuses);
        Step write = scenario.Steps[1];
        Assert.Equal(("PROPFIND", 100_000L, 8192), (write.Method, write.Body.Length, write.Body.ChunkBytes));
        Assert.Equal(
            [
                (PhaseKind.Constant, 64.0, 64.0, 2_000_000_000L, false),
                (PhaseKind.Constant, 0, 64, 5_000_000_000, true),
                (PhaseKind.Constant, 64, 64, 60_000_000_000, true),
                (PhaseKind.Pause, 0, 0, 500_000_000, true),
                (PhaseKind.Inject, 100, 2000, 5_000_000_000, true),
                (PhaseKind.Inject, 2, 2, 3_600_000_000_000, true),
            ],
            scenario.Phases.Select(phase => (phase.Kind, phase.From, phase.To, phase.DurationNs, phase.IsMeasured)));
        Assert.Equal(
            [
                new Assertion("p99 < 5 ms", null, Metric.Percentile, 99, Comparison.Less, 5e6, IsShare: false),
                new Assertion("step write errors <= 0.1 %", "write", Metric.Errors, 0, Comparison.AtMost, 0.001, IsShare: true),
            ],
            scenario.Assertions);
    }

    [Theory]
    [InlineData("p50 < 5 ms", nameof(Metric.Percentile), 50, 5e6)]
    [InlineData("p99.99 < 5 ms", nameof(Metric.Percentile), 99.99, 5e6)]
    [InlineData("max < 1 s", nameof(Metric.Max), 0, 1e9)]
    [InlineData("mean >= 20us", nameof(Metric.Mean), 0, 20e3)]
    [InlineData("rate > 30_000/s", nameof(Metric.Rate), 0, 30000)]
    [InlineData("requests = 12", nameof(Metric.Requests), 0, 12)]
    [InlineData("errors = 0", nameof(Metric.Errors), 0, 0)]
    [InlineData("cpu < 15 us", nameof(Metric.CpuPerRequest), 0, 15e3)]
    [InlineData("memory < 64 MiB", nameof(Metric.Memory), 0, 64 * 1024 * 1024)]
    public void AnAssertion_IsAMetricAComparisonAndAValue(string line, string metric, double percentile, double bound)
    {
        Assertion assertion = Assert.Single(Reading.Valid(Reading.With(assert: line)).Assertions);

        Assert.Equal((metric, percentile, bound), (assertion.Metric.ToString(), assertion.Percentile, assertion.Bound));
    }

    [Theory]
    [InlineData("<", false, false, true)]
    [InlineData("<=", false, true, true)]
    [InlineData("=", false, true, false)]
    [InlineData("!=", true, false, true)]
    [InlineData(">=", true, true, false)]
    [InlineData(">", true, false, false)]
    public void AComparison_HoldsAboveAtAndBelowItsBound(string comparison, bool above, bool at, bool below)
    {
        Assertion assertion = Assert.Single(Reading.Valid(Reading.With(assert: $"requests {comparison} 10")).Assertions);

        Assert.Equal((above, at, below), (assertion.Holds(11), assertion.Holds(10), assertion.Holds(9)));
    }

    [Fact]
    public void Variables_StandForWhatIsSet_OrTheirDefault()
    {
        Scenario scenario = Reading.Valid(Reading.With(setting: "connections ${N:-7}", load: "inject ${RATE} during 1 s"), ("RATE", "50/s"));

        Assert.Equal((7, 50.0), (scenario.Connections, scenario.Phases[0].From));
        Assert.Equal(9, Reading.Valid(Reading.With(setting: "connections ${N:-7}"), ("N", "9")).Connections);
    }

    [Fact]
    public void TheCommandLinesTarget_ReplacesTheFiles()
    {
        var faults = new FaultList("t.load");
        Assert.True(Target.TryParse("http://[::1]:82", out Target target, out _, out _));

        Scenario? scenario = ScenarioReader.Read(Reading.With(), static _ => null, target, faults);

        Assert.Equal(("::1", 82, "[::1]:82"), (scenario!.Target.Host, scenario.Target.Port, scenario.Target.Authority));
    }

    [Fact]
    public void WarmUp_BeforeARampFromNothing_HoldsWhatTheRampEndsWith()
    {
        Scenario scenario = Reading.Valid(Reading.With(load: "warm up 1 s\nramp inject from 0/s to 10/s during 2 s"));

        Assert.Equal((10.0, 10.0, false), (scenario.Phases[0].From, scenario.Phases[0].To, scenario.Phases[0].IsMeasured));
    }

    public static TheoryData<string> Examples => [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "scenarios")).Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void EveryExample_IsValid(string file) =>
        Assert.NotEmpty(Reading.Valid(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "scenarios", file))).Assertions);

    [Fact]
    public void TheScenarioOfTheReadme_IsValid()
    {
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        int start = readme.IndexOf("scenario checkout", StringComparison.Ordinal);

        Scenario scenario = Reading.Valid(readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)]);

        Assert.Equal((2, 6, 3), (scenario.Steps.Count, scenario.Phases.Count, scenario.Assertions.Count));
    }
}
