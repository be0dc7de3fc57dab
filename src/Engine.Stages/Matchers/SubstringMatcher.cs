using System;
using System.Collections.Generic;
using System.Threading;
using Engine.Proxy.Conditions;
using Engine.Proxy.Samples;

namespace Engine.Stages.Matchers;

/// <summary><c>-m sub</c>: the pattern stands anywhere in the text; the first such pattern of the list is found. One automaton for all patterns, built anew after edits.</summary>
internal sealed class SubstringMatcher(PatternOptions options) : TextMatcher(options)
{
    private readonly Dictionary<long, (byte[] Key, PatternEntry Entry)> _entries = [];
    private bool _stale;
    private SubstringAutomaton _automaton = SubstringAutomaton.Empty;

    public override bool TryAdd(PatternEntry entry, out string? error)
    {
        error = null;
        _entries.Add(entry.Id, (KeyOf(entry), entry));
        _stale = true;
        return true;
    }

    public override void Remove(PatternEntry entry) => _stale |= _entries.Remove(entry.Id);

    public override void Publish()
    {
        if (_stale)
        {
            _stale = false;
            Volatile.Write(ref _automaton, SubstringAutomaton.Build([.. _entries.Values], IgnoresCase));
        }
    }

    /// <summary>A table knows both cases of a letter: the text need not be folded.</summary>
    public override bool Matches(in Sample sample)
    {
        SubstringAutomaton automaton = Volatile.Read(ref _automaton);
        return automaton.IsTable ? automaton.IsIn(sample.Bytes) : base.Matches(sample);
    }

    protected override PatternEntry? FindIn(ReadOnlySpan<byte> text) => Volatile.Read(ref _automaton).FindFirst(text);

    protected override bool MatchesIn(ReadOnlySpan<byte> text) => Volatile.Read(ref _automaton).IsIn(text);
}
