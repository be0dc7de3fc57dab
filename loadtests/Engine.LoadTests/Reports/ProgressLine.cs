using System.Globalization;
using System.IO;
using Engine.LoadTests.Scenarios;
using Engine.LoadTests.Traffic;

namespace Engine.LoadTests.Reports;

/// <summary>One line a second while a run is under way.</summary>
internal sealed class ProgressLine(Scenario scenario, TextWriter output)
{
    private long _lastGood;

    public void Write(LoopProgress progress, double seconds, double sinceLast)
    {
        string phase = progress.PhaseIndex < scenario.Phases.Count ? scenario.Phases[progress.PhaseIndex].Text : "waiting for the last answers";
        string latency = progress.Phase.Good == 0
            ? ""
            : $"  p50 {Units.Duration(progress.Phase.PercentileNs(50))}  p99 {Units.Duration(progress.Phase.PercentileNs(99))}";
        double rate = (progress.Good - _lastGood) / sinceLast;
        _lastGood = progress.Good;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{seconds,5:0} s  {phase}  {Units.Rate(rate)}{latency}  errors {Units.Count(progress.Failures)}  connections {Units.Count(progress.OpenConnections)}"));
    }
}
