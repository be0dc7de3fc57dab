using System;

namespace Engine.Proxy.Samples;

/// <summary>A converter: a row of the table.</summary>
/// <param name="Name">Its name; its signature stands in the configuration's catalog.</param>
/// <param name="Documentation">One line.</param>
/// <param name="Input">What it is given; what comes in is cast to it. <c>None</c>: anything, as it is.</param>
/// <param name="Create">Reads the arguments; null after it has reported an error.</param>
public sealed record ConverterRow(string Name, string Documentation, SampleType Input, Func<SampleCallArguments, SampleConverter?> Create)
{
    /// <summary>A converter without arguments.</summary>
    public static ConverterRow Of(string name, string documentation, SampleType input, SampleFunction function)
    {
        FunctionConverter converter = new(function);
        return new ConverterRow(name, documentation, input, _ => converter);
    }

    private sealed class FunctionConverter(SampleFunction function) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample) => function(context, ref sample);
    }
}
