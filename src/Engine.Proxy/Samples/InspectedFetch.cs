using Engine.Proxy.Exchanges;

namespace Engine.Proxy.Samples;

/// <summary>
/// A fetch of HTTP in a section of TCP mode (CFG 7.3.6): it has an answer once the client's bytes turn out to be a request head,
/// none when they cannot become one, and in between more bytes decide.
/// </summary>
internal sealed class InspectedFetch(SampleFetch inner) : SampleFetch
{
    public override bool TryFetch(in SampleContext context, ref Sample sample)
    {
        if (context.Exchange.Inspection.TryFind(out bool mayChange))
        {
            return inner.TryFetch(context, ref sample);
        }

        sample.MayChange = mayChange;
        return false;
    }
}
