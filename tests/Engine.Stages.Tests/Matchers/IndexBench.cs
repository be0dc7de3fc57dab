using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Text;
using Engine.Proxy.Conditions;
using Engine.Proxy.Samples;

namespace Engine.Stages.Tests.Matchers;

/// <summary>An index of one way of matching, with entries made by hand.</summary>
internal sealed class IndexBench
{
    private readonly Dictionary<string, PatternEntry> _entries = [];
    private static readonly Scratch Room = new();

    private long _id;

    public IndexBench(AclMatch match, bool areVersions = false) =>
        Index = BuiltInStages.Catalog.MatcherOf(match)!.Create(new PatternOptions(IgnoreCase: false, ResolveNames: false, areVersions));

    public PatternIndex Index { get; }

    public IndexBench Add(params IEnumerable<string> keys)
    {
        foreach (string key in keys)
        {
            PatternEntry entry = new(++_id, key, PatternValue.Empty, AclOperator.Equal, 0);
            _entries[key] = entry;
            Xunit.Assert.True(Index.TryAdd(entry, out string? error), error);
        }

        Index.Publish();
        return this;
    }

    public IndexBench Remove(string key)
    {
        Index.Remove(_entries[key]);
        Index.Publish();
        return this;
    }

    /// <summary>The key found for a text or, as the index wants it, a number or an address.</summary>
    public string? Find(string text)
    {
        Sample sample = default;
        sample.SetText(ByteText.ToBytes(text));
        bool cast = SampleCasts.TryCast(ref sample, Index.Wants, Room);
        string? found = cast ? Index.Find(sample)?.Key : null;
        Xunit.Assert.Equal(found is not null, cast && Index.Matches(sample));
        return found;
    }
}
