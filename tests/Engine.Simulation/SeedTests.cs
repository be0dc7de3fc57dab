using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Engine.Simulation.Traffic;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Simulation;

/// <summary>
/// The whole proxy under many seeds. WEIR_SIM_SEED=n runs one seed with its whole trace; WEIR_SIM_SEEDS=n runs that many,
/// from WEIR_SIM_FIRST on; WEIR_SIM_TRACES=directory keeps the trace of every seed that fails there. The course that is printed is the same on every machine.
/// </summary>
public sealed class SeedTests(ITestOutputHelper output)
{
    private const int SeedsDefault = 600;

    /// <summary>Failures shown in full before the rest is only counted.</summary>
    private const int ShownMax = 2;

    [Fact]
    public void EverySeed_KeepsAllPromises()
    {
        int? only = Setting("WEIR_SIM_SEED");
        int first = only ?? Setting("WEIR_SIM_FIRST") ?? 1;
        int count = only is null ? Setting("WEIR_SIM_SEEDS") ?? SeedsDefault : 1;
        string? traces = Environment.GetEnvironmentVariable("WEIR_SIM_TRACES");
        var shown = new List<string>();
        var failed = new List<string>();
        var calm = new Tally();
        var rough = new Tally();
        var stopped = new Tally();
        ulong course = 0;
        long begin = Stopwatch.GetTimestamp();
        for (int seed = first; seed < first + count; seed++)
        {
            using var watch = new Watchdog(seed);
            using var run = new Runs.Simulation(seed);
            run.Run();
            (run.IsStopped ? stopped : run.IsCalm ? calm : rough).Add(run);
            course = (course * 31) + run.World.Course;
            if (run.World.Faults.Count == 0)
            {
                continue;
            }

            failed.Add($"{seed}: {run.World.Faults[0]}");
            if (shown.Count < ShownMax)
            {
                shown.Add(run.Describe(only is null ? 60 : int.MaxValue));
            }

            if (traces is not null)
            {
                File.WriteAllText(Path.Combine(traces, seed + ".txt"), run.Describe(int.MaxValue));
            }
        }

        output.WriteLine($"{count} seeds in {Stopwatch.GetElapsedTime(begin).TotalSeconds:f1} s, course {course:x16}");
        output.WriteLine($"calm: {calm}");
        output.WriteLine($"rough: {rough}");
        output.WriteLine($"stopped: {stopped}");
        Assert.True(failed.Count == 0, $"{failed.Count} of {count} seeds failed:\n{string.Join('\n', failed)}\n\n{string.Join('\n', shown)}");

        // A simulator in which nothing happens would keep all promises too.
        Assert.True(calm.Answered == calm.Requests, $"only {calm.Answered} of {calm.Requests} requests were answered in calm weather");
        Assert.True(only is not null || rough.Answered * 3 >= rough.Requests * 2, $"only {rough.Answered} of {rough.Requests} requests were answered in rough weather");
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : null;

    /// <summary>What became of all requests, over many runs.</summary>
    private sealed class Tally
    {
        private readonly SortedDictionary<Pardon, int> _otherwise = [];
        private long _runs;
        private long _connects;
        private long _reuses;
        private long _steals;
        private long _retries;

        public long Requests { get; private set; }

        public long Answered { get; private set; }

        public void Add(Runs.Simulation run)
        {
            _runs++;
            Requests += run.Book.Count;
            Answered += run.Book.Answered;
            foreach ((Pardon end, int count) in run.Book.Otherwise)
            {
                _otherwise[end] = _otherwise.GetValueOrDefault(end) + count;
            }

            foreach (var counters in run.Counters)
            {
                _connects += counters.ServerConnects;
                _reuses += counters.ServerReuses;
                _steals += counters.Steals;
                _retries += counters.Retries;
            }
        }

        public override string ToString() =>
            $"{_runs} runs, {Requests} requests, {Answered} answered in full, {string.Join(", ", _otherwise.Select(pair => $"{pair.Value} {pair.Key}"))}, "
            + $"{Requests - Answered - _otherwise.Values.Sum()} given up by their client; {_connects} connects, {_reuses} reuses, {_steals} steals, {_retries} retries";
    }

    /// <summary>A seed that never comes back must still say its name.</summary>
    private sealed class Watchdog(int seed) : IDisposable
    {
        private const int SeedMsMax = 60_000;

        private readonly Timer _timer = new(_ => Environment.FailFast($"seed {seed} does not end"), null, SeedMsMax, Timeout.Infinite);

        public void Dispose() => _timer.Dispose();
    }
}
