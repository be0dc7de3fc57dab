using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using Engine.LoadTests.Measuring;
using Engine.LoadTests.Scenarios;

namespace Engine.LoadTests.Traffic;

/// <summary>Runs a plan from beginning to end: starts the loops, looks at them once a second, adds up what they counted.</summary>
internal sealed class LoadRun(LoadPlan plan, TargetProcess? target) : IDisposable
{
    private readonly ManualResetEventSlim _ended = new();
    private int _loopsLeft;

    /// <summary>Called once a second with where the loops stand, seconds since the start, and seconds since the last call.</summary>
    public Action<LoopProgress, double, double>? Progressed { get; init; }

    /// <param name="stop">Cancelled to end the load before its time; what is under way is waited for even so.</param>
    public RunResult Run(CancellationToken stop)
    {
        var threads = new List<LoadThread>();
        _loopsLeft = plan.Scenario.Loops;
        for (int i = 0; i < plan.Scenario.Loops; i++)
        {
            threads.Add(new LoadThread(plan, i, OnLoopEnded));
        }

        threads.ForEach(static thread => thread.Start());
        RunResult result;
        using (stop.Register(() => threads.ForEach(static thread => thread.Finish())))
        {
            result = Watch(threads, stop);
        }

        threads.ForEach(static thread => thread.Dispose());
        for (int i = 1; i < threads.Count; i++)
        {
            threads[0].Recorder.Add(threads[i].Recorder);
        }

        return result with { Recorder = threads[0].Recorder };
    }

    public void Dispose() => _ended.Dispose();

    private void OnLoopEnded()
    {
        if (Interlocked.Decrement(ref _loopsLeft) == 0)
        {
            _ended.Set();
        }
    }

    private RunResult Watch(List<LoadThread> threads, CancellationToken stop)
    {
        long startTicks = Stopwatch.GetTimestamp();
        Phase first = plan.Scenario.Phases[0];
        if (!first.IsMeasured)
        {
            _ended.Wait(TimeSpan.FromMilliseconds(first.DurationNs / 1e6), CancellationToken.None);
        }

        long measuredTicks = Stopwatch.GetTimestamp();
        Usage generator = Usage.OfGenerator();
        Usage targetUsage = target?.Sample() ?? default;
        Observe(threads, startTicks);
        return new RunResult
        {
            Scenario = plan.Scenario,
            Recorder = threads[0].Recorder,
            Elapsed = Stopwatch.GetElapsedTime(measuredTicks),
            Generator = Usage.OfGenerator().Since(generator),
            Target = target,
            TargetUsage = target?.Sample().Since(targetUsage) ?? default,
            WasInterrupted = stop.IsCancellationRequested,
        };
    }

    private void Observe(List<LoadThread> threads, long startTicks)
    {
        double lastSeconds = 0;
        while (!_ended.Wait(1000))
        {
            var progress = new LoopProgress();
            bool isWhole = true;
            foreach (LoadThread thread in threads)
            {
                isWhole &= Progressed is null || thread.Report(progress);
            }

            double seconds = Stopwatch.GetElapsedTime(startTicks).TotalSeconds;
            target?.Sample();
            if (isWhole)
            {
                Progressed?.Invoke(progress, seconds, seconds - lastSeconds);
            }

            lastSeconds = seconds;
        }
    }
}
