namespace Engine.Proxy.Samples;

/// <summary>Takes one value from an exchange, a connection or the process. Shared by all loops, so without state of its own.</summary>
public abstract class SampleFetch
{
    /// <summary>
    /// Called on the loop that owns what is looked at, at most once per value; must not block or allocate. False: there is no value.
    /// A fetch with several values starts at <see cref="Sample.Cursor"/> and sets <see cref="Sample.HasMore"/>, where the context iterates.
    /// </summary>
    public abstract bool TryFetch(in SampleContext context, ref Sample sample);
}
