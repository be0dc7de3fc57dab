using System.Threading;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Conditions;

/// <summary>
/// A pattern list under one way of matching: what ACLs and maps hold on to. The index behind it is exchanged when the list is
/// replaced as a whole; a reader sees the old list or the new one, never a mixture.
/// </summary>
public sealed class PatternSet
{
    private readonly MatcherRow _matcher;
    private readonly PatternOptions _options;
    private PatternIndex _index;

    internal PatternSet(MatcherRow matcher, PatternOptions options)
    {
        _matcher = matcher;
        _options = options;
        _index = matcher.Create(options);
        Wants = _index.Wants;
    }

    /// <summary>For listings: the way of matching.</summary>
    public MatcherRow Matcher => _matcher;

    public PatternOptions Options => _options;

    public SampleType Wants { get; }

    internal PatternIndex Index
    {
        get => Volatile.Read(ref _index);
        set => Volatile.Write(ref _index, value);
    }

    /// <summary>The sample must be of the type wanted. Any loop.</summary>
    public PatternEntry? Find(in Sample sample) => Index.Find(sample);

    /// <summary>Likewise, when it does not matter which.</summary>
    public bool Matches(in Sample sample) => Index.Matches(sample);

    /// <summary>An empty index for entries that arrive while loops run: names are not resolved then.</summary>
    internal PatternIndex CreateIndex() => _matcher.Create(_options with { ResolveNames = false });

    internal bool Is(MatcherRow matcher, PatternOptions options) => ReferenceEquals(matcher, _matcher) && options == _options;
}
