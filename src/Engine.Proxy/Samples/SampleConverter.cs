namespace Engine.Proxy.Samples;

/// <summary>Turns one value into another. Shared by all loops, so without state of its own.</summary>
public abstract class SampleConverter
{
    /// <summary>Called with a sample of the row's input type, on the loop; must not block or allocate. False: no value comes out.</summary>
    public abstract bool TryConvert(in SampleContext context, ref Sample sample);
}
