using System;
using Engine.LoadTests.Measuring;
using Engine.LoadTests.Reports;
using Engine.LoadTests.Scenarios;
using Engine.LoadTests.Tests.Scenarios;

namespace Engine.LoadTests.Tests.Reports;

/// <summary>The result of a run that never took place: 2 s, 1000 answers of 1 to 1000 us, and ten errors.</summary>
internal static class Results
{
    public static Summary Of(string assertion = "", bool withTarget = true)
    {
        Scenario scenario = Reading.Valid(Reading.With(load: "warm up 1 s\nkeep constant 1 during 2 s", assert: assertion));
        var recorder = new Recorder(scenario);
        recorder.StepsOf(0)[0].AddGood(3_000_000_000, 9); // warming up: must not be seen anywhere
        Tally tally = recorder.StepsOf(1)[0];
        for (int us = 1; us <= 1000; us++)
        {
            tally.AddGood(us * 1000, 100);
        }

        tally.Failures.Add(FailureKind.Status, 503, 8);
        tally.Failures.Add(FailureKind.Reset, 0, 2);
        recorder.Connects.AddGood(250_000, 0);
        return new Summary(new RunResult
        {
            Scenario = scenario,
            Recorder = recorder,
            Elapsed = TimeSpan.FromSeconds(2),
            Generator = new Usage(TimeSpan.FromMilliseconds(101), TimeSpan.FromMilliseconds(202)),
            Target = withTarget ? new TargetProcess([]) : null,
            TargetUsage = new Usage(TimeSpan.FromMilliseconds(10.1), TimeSpan.FromMilliseconds(20.2)),
        });
    }
}
