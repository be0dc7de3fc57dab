using Engine.Proxy.Samples;

namespace Engine.Proxy.Conditions;

/// <summary>
/// The patterns of one list under one way of matching, in the shape in which they are found fast. Read by all loops at once,
/// without locks; edited by one thread at a time, while others read.
/// </summary>
public abstract class PatternIndex
{
    /// <summary>What a sample is cast to before it is looked up; <c>None</c> = as it is.</summary>
    public abstract SampleType Wants { get; }

    /// <summary>The pattern that matches best, which is the longest of prefixes and networks and the first of others; or null. Must not block or allocate.</summary>
    public abstract PatternEntry? Find(in Sample sample);

    /// <summary>Whether any pattern matches; the same promises.</summary>
    public virtual bool Matches(in Sample sample) => Find(sample) is not null;

    /// <summary>Adds a pattern. False: it cannot be one, for the reason given. Seen at the latest after <see cref="Publish"/>.</summary>
    public abstract bool TryAdd(PatternEntry entry, out string? error);

    /// <summary>Takes out a pattern that was added. Gone at the latest after <see cref="Publish"/>.</summary>
    public abstract void Remove(PatternEntry entry);

    /// <summary>Called once after each batch of edits; the first time when the list is loaded. Indexes that are rebuilt as a whole do it here.</summary>
    public virtual void Publish()
    {
    }
}
