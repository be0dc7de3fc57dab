using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Engine.Benchmarks.Smoke;

/// <summary>Every benchmark once, in this process, by BenchmarkDotNet itself: the times mean nothing, but none has rotted.</summary>
public static class SmokeRun
{
    /// <returns>What went wrong, in words; empty when everything ran.</returns>
    public static IReadOnlyList<string> RunAll()
    {
        string artifacts = Directory.CreateTempSubdirectory("weir-benchmarks-").FullName;
        try
        {
            var log = new AccumulationLogger();
            IConfig config = ManualConfig.CreateEmpty()
                .AddJob(Job.Dry.WithToolchain(InProcessEmitToolchain.Instance))
                .AddLogger(log)
                .WithOptions(ConfigOptions.DisableOptimizationsValidator | ConfigOptions.DisableLogFile)
                .WithArtifactsPath(artifacts);
            Summary[] summaries = BenchmarkRunner.Run(typeof(SmokeRun).Assembly, config);
            List<string> faults = [.. summaries.SelectMany(Faults)];
            if (summaries.Length < BenchmarkCases.Classes.Count)
            {
                faults.Add($"{summaries.Length} of {BenchmarkCases.Classes.Count} classes ran");
            }

            if (faults.Count > 0)
            {
                faults.Add(log.GetLog());
            }

            return faults;
        }
        finally
        {
            Directory.Delete(artifacts, recursive: true);
        }
    }

    private static IEnumerable<string> Faults(Summary summary)
    {
        foreach (string error in summary.ValidationErrors.Where(error => error.IsCritical).Select(error => error.Message))
        {
            yield return error;
        }

        foreach (BenchmarkCase @case in summary.BenchmarksCases)
        {
            if (summary[@case] is not { Success: true })
            {
                yield return $"{@case.DisplayInfo} did not run";
            }
        }
    }
}
