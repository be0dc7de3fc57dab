using System;
using System.Collections.Generic;
using System.Threading;
using Engine.Proxy.Conditions;
using Engine.Proxy.Samples;
using Engine.Stages.Regexes;

namespace Engine.Stages.Matchers;

/// <summary><c>-m reg</c>: the expression matches somewhere in the text; the first such one of the list is found. They are tried in order.</summary>
internal sealed class RegexMatcher(PatternOptions options) : PatternIndex
{
    private const int StackCharsMax = 512;

    private readonly SortedDictionary<long, (ByteRegex Regex, PatternEntry Entry)> _expressions = [];
    private bool _stale;
    private (ByteRegex Regex, PatternEntry Entry)[] _inOrder = [];

    public override SampleType Wants => SampleType.Text;

    public override PatternEntry? Find(in Sample sample)
    {
        Span<char> small = stackalloc char[StackCharsMax];
        ReadOnlySpan<char> text = ByteRegex.Widen(sample.Bytes, small);
        foreach ((ByteRegex regex, PatternEntry entry) in Volatile.Read(ref _inOrder))
        {
            if (regex.IsMatch(text))
            {
                return entry;
            }
        }

        return null;
    }

    public override bool TryAdd(PatternEntry entry, out string? error)
    {
        if (!ByteRegex.TryCreate(entry.Key, options.IgnoreCase, out ByteRegex? regex, out error))
        {
            return false;
        }

        if (!options.IgnoreCase)
        {
            entry.Compiled = regex;
        }

        _expressions.Add(entry.Id, (regex, entry));
        _stale = true;
        return true;
    }

    public override void Remove(PatternEntry entry) => _stale |= _expressions.Remove(entry.Id);

    public override void Publish()
    {
        if (_stale)
        {
            _stale = false;
            Volatile.Write(ref _inOrder, [.. _expressions.Values]);
        }
    }
}
