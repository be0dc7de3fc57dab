using Engine.Proxy.Samples;

namespace Engine.Proxy.Conditions;

/// <summary>
/// The patterns of one ACL or map under one way of matching, in the shape in which they are found fast. Read by all loops at once,
/// without locks; edited by one thread at a time, while others read.
/// </summary>
public abstract class PatternIndex
{
    /// <summary>What a sample is cast to before it is looked up; <c>None</c> = as it is.</summary>
    public abstract SampleType Wants { get; }

    /// <summary>The first pattern that matches, or null. Must not block or allocate.</summary>
    public abstract PatternEntry? Find(in Sample sample);

    /// <summary>Adds a pattern behind the others. False: it cannot be one, for the reason given.</summary>
    public abstract bool TryAdd(PatternEntry entry, out string? error);

    /// <summary>Takes a pattern out; the entry given when it was added.</summary>
    public abstract void Remove(PatternEntry entry);
}
