using Xunit;

namespace Engine.LoadTests.Tests.Scenarios;

/// <summary>What somebody is told who wrote a scenario that is wrong.</summary>
public sealed class ScenarioFaultTests
{
    [Fact]
    public void AnUnknownKeyword_IsUnderlined_AndTheNearestOneIsNamed() => Assert.Equal(
        """
        [ERROR] t.load:3:3: unknown keyword 'conections' in this section
          3 |   conections 5
            |   ^~~~~~~~~~
          help: did you mean 'connections'?
        1 error in t.load

        """.ReplaceLineEndings("\n"),
        Reading.Faults(Reading.With(setting: "conections 5")));

    [Fact]
    public void EveryFault_IsToldInOneGo() => Assert.Equal(
        """
        [ERROR] t.load:2:9: https: this generator does not speak TLS
          2 | target  https://a
            |         ^~~~~~~~~
          help: load the plain port (http://...); TLS comes when the engine's own TLS does
        [ERROR] t.load:4:5: the path 'x' does not begin with /
          4 | get x
            |     ^
          help: write /x
        [ERROR] t.load:6:14: 'during' is missing
          6 | inject 2000/s
            |              ^
          help: inject RATE during DURATION
        3 errors in t.load

        """.ReplaceLineEndings("\n"),
        Reading.Faults("scenario s\ntarget  https://a\nstep a\nget x\nload\ninject 2000/s\n"));

    [Theory]
    [InlineData("timeout 5", "3:11: a duration needs a unit", "such as 5 ms; units are ns, us, ms, s, min, h")]
    [InlineData("timeout 5 parsecs", "3:11: a duration needs a unit", "such as 5 ms; units are ns, us, ms, s, min, h")]
    [InlineData("timeout 5parsecs", "3:11: 'parsecs' is not a unit of a duration", "units are")]
    [InlineData("timeout soon", "3:11: 'soon' is not a duration", "such as 5 ms")]
    [InlineData("timeout 0 s", "3:11: 0 is too little", "from 1 ms to 3600 s")]
    [InlineData("connections 0", "3:15: 0 is too little", "from 1 to 1000000")]
    [InlineData("connections 1.5", "3:15: a whole number is needed", "such as 64")]
    [InlineData("connections", "3:14: a number is missing", "connections NUMBER")]
    [InlineData("connections 1 2", "3:17: '2' is one word too many", "connections NUMBER")]
    [InlineData("connection keepalive", "3:14: 'keepalive' is not a way to use connections", "did you mean 'keep-alive'?")]
    [InlineData("target http://a/b", "3:3: 'target' stands twice in this section", "leave one of them")]
    [InlineData("connections ${N}", "3:15: nothing is set for the variable N", "run with --set N=VALUE, or write ${N:-default}")]
    [InlineData("connections ${N", "3:15: the variable is not closed on this line", "write ${NAME}")]
    [InlineData("connections \"5", "3:15: the quote is not closed on this line", "end the text with \"")]
    [InlineData("think 2 s to 1 s", "3:16: 1 is too little", "from 2000 ms")]
    public void ASettingThatIsWrong_IsToldWithItsPlaceAndItsFix(string line, string message, string fix) => AssertTold(Reading.With(setting: line), message, fix);

    [Theory]
    [InlineData("header Accept: text/html", "6:10: a header's name is written without its colon", "header Accept VALUE")]
    [InlineData("header Accept a b", "6:19: 'b' is one word too many", "header NAME VALUE")]
    [InlineData("body 0", "6:8: 0 is too little", "from 1")]
    [InlineData("body file no/such/file", "6:13: 'no/such/file' cannot be read", "paths count from the directory")]
    [InlineData("expect status 20", "6:17: 20 is too little", "from 200 to 999")]
    [InlineData("expect nothing", "6:10: 'nothing' is not something to expect", "there is: status, body")]
    public void AStepThatIsWrong_IsToldWithItsPlaceAndItsFix(string line, string message, string fix) => AssertTold(Reading.With(step: line), message, fix);

    [Theory]
    [InlineData("keep constnat 5 during 1 s", "8:8: 'constant' is expected here", "keep constant CONNECTIONS during DURATION")]
    [InlineData("inject 2000 during 1 s", "8:10: a rate needs a unit", "such as 2000/s")]
    [InlineData("ramp rate from 1 to 2 during 1 s", "8:8: 'rate' is not something to ramp", "there is: constant, inject")]
    [InlineData("sustain 5", "8:3: unknown keyword 'sustain' in this section", "there is: warm, keep, inject, ramp, pause")]
    public void ALoadThatIsWrong_IsToldWithItsPlaceAndItsFix(string line, string message, string fix) => AssertTold(Reading.With(load: line), message, fix);

    [Theory]
    [InlineData("p101 < 5 ms", "10:3: 'p101' is nothing that is measured", "there is: p50, p90")]
    [InlineData("p99 << 5 ms", "10:7: '<<' is not a comparison", "did you mean '<'?")]
    [InlineData("p99 < 5", "10:9: a duration needs a unit", "such as 5 ms")]
    [InlineData("step two p99 < 5 ms", "10:8: there is no step 'two'", "there is: one")]
    [InlineData("step one cpu < 5 us", "10:12: cpu is measured for the whole run", "leave out: step one")]
    public void AnAssertionThatIsWrong_IsToldWithItsPlaceAndItsFix(string line, string message, string fix) => AssertTold(Reading.With(assert: line), message, fix);

    [Fact]
    public void WhatIsMissing_IsToldForTheFileAsAWhole()
    {
        string told = Reading.Faults("");

        Assert.Contains("[ERROR] t.load: there is no scenario section\n  help: begin the file with: scenario NAME\n", told);
        Assert.Contains("[ERROR] t.load: there is no step\n", told);
    }

    [Fact]
    public void ScenarioWithoutTarget_IsToldHowToNameOne() =>
        AssertTold("scenario s\nstep a\nget /\nload\npause 1 s\n", "t.load: the scenario has no target", "run with --target");

    [Fact]
    public void ALineOutsideAnySection_IsAFault() => AssertTold("target http://a\n", "1:1: 'target' stands in no section", "scenario NAME");

    [Fact]
    public void WeightsOnSomeStepsOnly_AreAFault() =>
        AssertTold("scenario s\ntarget http://a\nstep a weight 1\nstep b\nload\npause 1s\n", "4:1: this step has no weight, others have", "give every step a weight");

    [Fact]
    public void ThinkingWhereARateIsInjected_IsAFault() =>
        AssertTold(Reading.With(setting: "think 1 s", load: "inject 5/s during 1 s"), "3:3: think has no meaning where a rate is injected", "leave out think");

    [Fact]
    public void PipeliningAConnectionPerRequest_IsAFault() =>
        AssertTold(Reading.With(setting: "connection per-request\npipeline 2"), "4:1: a connection per request cannot be pipelined", "leave out pipeline");

    private static void AssertTold(string text, string message, string fix)
    {
        string told = Reading.Faults(text);
        Assert.Contains(message, told);
        Assert.Contains(fix, told);
    }
}
