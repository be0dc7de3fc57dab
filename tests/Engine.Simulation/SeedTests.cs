using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Simulation;

/// <summary>
/// The whole proxy under many seeds. WEIR_SIM_SEED=n runs one seed with its whole trace; WEIR_SIM_SEEDS=n runs that many;
/// WEIR_SIM_TRACES=directory keeps the trace of every seed that fails there.
/// </summary>
public sealed class SeedTests(ITestOutputHelper output)
{
    private const int SeedsDefault = 240;

    /// <summary>Failures shown in full before the rest is only counted.</summary>
    private const int ShownMax = 2;

    [Fact]
    public void EverySeed_KeepsAllPromises()
    {
        int? only = Setting("WEIR_SIM_SEED");
        int first = only ?? 1;
        int count = only is null ? Setting("WEIR_SIM_SEEDS") ?? SeedsDefault : 1;
        var failures = new List<string>();
        var failed = new List<string>();
        var open = only is null ? OpenSeeds() : [];
        var mended = new List<int>();
        long requests = 0, answered = 0, steals = 0, reuses = 0, calm = 0;
        long begin = Stopwatch.GetTimestamp();
        for (int seed = first; seed < first + count; seed++)
        {
            using var watch = new Watchdog(seed);
            using var run = new Runs.Simulation(seed);
            run.Run();
            requests += run.Book.Count;
            answered += run.Book.Answered;
            calm += run.IsCalm ? 1 : 0;
            foreach (var counters in run.Counters)
            {
                steals += counters.Steals;
                reuses += counters.ServerReuses;
            }

            if (open.Contains(seed))
            {
                if (run.World.Faults.Count == 0)
                {
                    mended.Add(seed);
                }
            }
            else if (run.World.Faults.Count > 0)
            {
                if (Environment.GetEnvironmentVariable("WEIR_SIM_TRACES") is { } directory)
                {
                    File.WriteAllText(Path.Combine(directory, seed + ".txt"), run.Describe(int.MaxValue));
                }

                failed.Add($"{seed}: {run.World.Faults[0]}");
                if (failures.Count < ShownMax)
                {
                    failures.Add(run.Describe(only is null ? 60 : int.MaxValue));
                }
            }
        }

        output.WriteLine(
            $"{count} seeds ({calm} calm), {requests} requests, {answered} answered in full, {reuses} reuses, {steals} steals, "
            + $"{Stopwatch.GetElapsedTime(begin).TotalSeconds:f1} s");
        Assert.True(failed.Count == 0, $"{failed.Count} of {count} seeds failed: \n{string.Join('\n', failed)}\n\n{string.Join('\n', failures)}");

        Assert.True(mended.Count == 0, $"these open seeds pass now, take them out of open-seeds.txt: {string.Join(' ', mended)}");

        // A simulator in which nothing happens would keep all promises too.
        Assert.True(only is not null || answered > requests * 2 / 5, $"only {answered} of {requests} requests were answered in full");
    }

    /// <summary>Seeds that are known to fail and not understood yet, one to a line with what they show. The list may only shrink.</summary>
    private static HashSet<int> OpenSeeds()
    {
        var seeds = new HashSet<int>();
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "open-seeds.txt")))
        {
            if (line.Length > 0 && line[0] != '#')
            {
                seeds.Add(int.Parse(line.AsSpan(0, line.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture));
            }
        }

        return seeds;
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : null;

    /// <summary>A seed that never comes back must still say its name.</summary>
    private sealed class Watchdog(int seed) : IDisposable
    {
        private const int SeedMsMax = 60_000;

        private readonly Timer _timer = new(_ => Environment.FailFast($"seed {seed} does not end"), null, SeedMsMax, Timeout.Infinite);

        public void Dispose() => _timer.Dispose();
    }
}
