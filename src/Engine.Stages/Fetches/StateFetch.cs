using System;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>A number about something that has a name in the configuration, whoever asks.</summary>
internal sealed class StateFetch<TState>(TState state, StateFetch<TState>.Reader read) : SampleFetch
{
    /// <summary>Reads the number.</summary>
    internal delegate long Reader(TState state, in SampleContext context);

    /// <summary>How to make one: the state is named by the arguments; null after an error.</summary>
    internal static Func<SampleCallArguments, SampleFetch?> Of(Func<SampleCallArguments, TState?> named, Reader read) =>
        call => named(call) is { } state ? new StateFetch<TState>(state, read) : null;

    public override bool TryFetch(in SampleContext context, ref Sample sample)
    {
        sample.Set(read(state, context));
        return true;
    }
}
