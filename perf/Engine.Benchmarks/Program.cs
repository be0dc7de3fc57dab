using System;
using System.Collections.Generic;
using BenchmarkDotNet.Running;
using Engine.Benchmarks.Smoke;

namespace Engine.Benchmarks;

/// <summary>BenchmarkDotNet's own command line, and <c>--smoke</c>: every benchmark once.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not ["--smoke"])
        {
            BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
            return 0;
        }

        IReadOnlyList<string> faults = SmokeRun.RunAll();
        foreach (string fault in faults)
        {
            Console.Error.WriteLine(fault);
        }

        Console.Out.WriteLine($"{BenchmarkCases.Classes.Count} classes ran once, {faults.Count} faults");
        return faults.Count == 0 ? 0 : 1;
    }
}
