using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Running;
using Engine.IO.Tests;

namespace Engine.Benchmarks.Smoke;

/// <summary>The benchmarks as plain methods, for a test to call.</summary>
public static class BenchmarkCases
{
    public static IReadOnlyList<Type> Classes { get; } =
    [
        .. typeof(BenchmarkCases).Assembly.GetTypes()
            .Where(type => type.GetMethods().Any(method => method.IsDefined(typeof(BenchmarkAttribute))))
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];

    /// <summary>
    /// Bytes that <paramref name="times"/> calls of a benchmark take from the managed heap, by parameters, once as many have gone before them,
    /// so that pools are filled and nothing is done for the first time.
    /// </summary>
    public static IEnumerable<(string Case, long Bytes)> AllocatedBytes(Type type, int times)
    {
        foreach (BenchmarkCase @case in BenchmarkConverter.TypeToBenchmarks(type).BenchmarksCases)
        {
            object instance = Activator.CreateInstance(type)!;
            foreach (ParameterInstance parameter in @case.Parameters.Items)
            {
                type.GetProperty(parameter.Name)!.SetValue(instance, parameter.Value);
            }

            @case.Descriptor.GlobalSetupMethod?.Invoke(instance, null);
            MethodInfo method = @case.Descriptor.WorkloadMethod;
            MethodInfo count = typeof(BenchmarkCases).GetMethod(nameof(Count), BindingFlags.NonPublic | BindingFlags.Static)!;
            Delegate call = method.CreateDelegate(typeof(Func<>).MakeGenericType(method.ReturnType), instance);
            object bytes = count.MakeGenericMethod(method.ReturnType).Invoke(null, [call, times])!;
            @case.Descriptor.GlobalCleanupMethod?.Invoke(instance, null);
            yield return ($"{@case.Descriptor.WorkloadMethodDisplayInfo} {@case.Parameters.DisplayInfo}".TrimEnd(), (long)bytes);
        }
    }

    private static long Count<T>(Func<T> call, int times) => Allocations.LeastOf(times, () => call());
}
