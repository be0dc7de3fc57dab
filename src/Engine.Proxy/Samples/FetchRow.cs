using System;

namespace Engine.Proxy.Samples;

/// <summary>A sample fetch: a row of the table.</summary>
/// <param name="Name">Canonical name; its signature stands in the configuration's catalog.</param>
/// <param name="Documentation">One line.</param>
/// <param name="Needs">What must be there.</param>
/// <param name="Create">Reads the arguments; null after it has reported an error.</param>
public sealed record FetchRow(string Name, string Documentation, SampleNeeds Needs, Func<SampleCallArguments, SampleFetch?> Create)
{
    /// <summary>True for integers that are a version, major in the high and minor in the low 16 bits: their patterns are written 3 or 3.1.</summary>
    public bool GivesVersion { get; init; }

    /// <summary>A fetch without arguments.</summary>
    public static FetchRow Of(string name, string documentation, SampleNeeds needs, SampleFunction function)
    {
        FunctionFetch fetch = new(function);
        return new FetchRow(name, documentation, needs, _ => fetch);
    }

    private sealed class FunctionFetch(SampleFunction function) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample) => function(context, ref sample);
    }
}
