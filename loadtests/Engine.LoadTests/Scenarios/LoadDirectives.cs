using System.Collections.Generic;

namespace Engine.LoadTests.Scenarios;

/// <summary>The keywords of the load section: NBomber's load simulations, k6's executors and stages.</summary>
internal static class LoadDirectives
{
    private const double DayNs = 24 * 3600e9;
    private const double ConnectionsMost = 1_000_000;
    private const double RateMost = 10_000_000;
    private const double DurationLeastNs = 1e6;

    public static readonly IReadOnlyList<Directive> Table =
    [
        new("warm", "up DURATION", false, ReadWarmUp),
        new("keep", "constant CONNECTIONS during DURATION", true, ReadKeep),
        new("inject", "RATE during DURATION", true, ReadInject),
        new("ramp", "constant|inject from X to Y during DURATION", true, ReadRamp),
        new("pause", "DURATION", true, (draft, line) => Add(draft, line, PhaseKind.Pause, 0, 0)),
    ];

    private static void ReadWarmUp(ScenarioDraft draft, LineReader line)
    {
        line.Expect("up");
        draft.WarmUpNs = (long)line.Take(Quantity.Duration, DurationLeastNs, DayNs);
    }

    private static void ReadKeep(ScenarioDraft draft, LineReader line)
    {
        line.Expect("constant");
        int connections = line.TakeCount(1, (int)ConnectionsMost);
        line.Expect("during");
        Add(draft, line, PhaseKind.Constant, connections, connections);
    }

    private static void ReadInject(ScenarioDraft draft, LineReader line)
    {
        double rate = line.Take(Quantity.Rate, 1.0 / 60, RateMost);
        line.Expect("during");
        Add(draft, line, PhaseKind.Inject, rate, rate);
    }

    private static void ReadRamp(ScenarioDraft draft, LineReader line)
    {
        bool constant = line.TakeOneOf("something to ramp", "constant", "inject") == "constant";
        line.Expect("from");
        double from = constant ? line.TakeCount(0, (int)ConnectionsMost) : line.Take(Quantity.Rate, 0, RateMost);
        line.Expect("to");
        double to = constant ? line.TakeCount(0, (int)ConnectionsMost) : line.Take(Quantity.Rate, 0, RateMost);
        line.Expect("during");
        Add(draft, line, constant ? PhaseKind.Constant : PhaseKind.Inject, from, to);
    }

    private static void Add(ScenarioDraft draft, LineReader line, PhaseKind kind, double from, double to)
    {
        long duration = (long)line.Take(Quantity.Duration, DurationLeastNs, DayNs);
        if (!line.HasFailed)
        {
            draft.Phases.Add(new Phase(kind, from, to, duration, line.Line.Spoken));
        }
    }
}
