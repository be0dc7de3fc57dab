namespace Engine.Proxy.Samples;

/// <summary>A sample expression, compiled: a fetch, and converters with the types they want. Immutable, shared by all loops.</summary>
public sealed class SamplePlan
{
    private readonly SampleFetch _fetch;
    private readonly SampleType[] _inputs;
    private readonly SampleConverter[] _converters;

    internal SamplePlan(SampleFetch fetch, SampleType[] inputs, SampleConverter[] converters)
    {
        _fetch = fetch;
        _inputs = inputs;
        _converters = converters;
    }

    /// <summary>The one value, or the last of several.</summary>
    public bool TryEvaluate(in SampleContext context, ref Sample sample)
    {
        sample.Cursor = 0;
        return TryNext(context, ref sample);
    }

    /// <summary>The value at the sample's cursor. False when it has none; another may follow when <see cref="Sample.HasMore"/>.</summary>
    public bool TryNext(in SampleContext context, ref Sample sample)
    {
        sample.HasMore = false;
        sample.MayChange = false;
        sample.SetNone();
        return _fetch.TryFetch(context, ref sample) && TryConvert(context, ref sample);
    }

    /// <summary>The value as it is wanted.</summary>
    public bool TryEvaluate(in SampleContext context, SampleType wanted, ref Sample sample) =>
        TryEvaluate(context, ref sample) && SampleCasts.TryCast(ref sample, wanted, context.Scratch);

    private bool TryConvert(in SampleContext context, ref Sample sample)
    {
        for (int i = 0; i < _converters.Length; i++)
        {
            if (!SampleCasts.TryCast(ref sample, _inputs[i], context.Scratch) || !_converters[i].TryConvert(context, ref sample))
            {
                return false;
            }
        }

        return true;
    }
}
