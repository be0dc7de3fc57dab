using System.Collections.Generic;
using System.Threading;
using Engine.Proxy.Conditions;
using Engine.Proxy.Samples;

namespace Engine.Stages.Matchers;

/// <summary><c>-m int</c>, and <c>-m len</c> for the length of a text: numbers, ranges and operators (CFG 7.1.2); the first of the list that holds the number is found.</summary>
internal sealed class IntegerMatcher(PatternOptions options, bool ofLength) : PatternIndex
{
    private readonly Dictionary<long, IntegerRange> _ranges = [];
    private bool _stale;
    private IntegerSegments _segments = IntegerSegments.Empty;

    public override SampleType Wants => ofLength ? SampleType.Text : SampleType.Integer;

    public override PatternEntry? Find(in Sample sample) =>
        Volatile.Read(ref _segments).Find(ofLength ? sample.Bytes.Length : sample.Integer);

    public override bool TryAdd(PatternEntry entry, out string? error)
    {
        if (!IntegerRange.TryRead(entry, options.AreVersions, out IntegerRange range, out error))
        {
            return false;
        }

        _ranges.Add(entry.Id, range);
        _stale = true;
        return true;
    }

    public override void Remove(PatternEntry entry) => _stale |= _ranges.Remove(entry.Id);

    public override void Publish()
    {
        if (_stale)
        {
            _stale = false;
            Volatile.Write(ref _segments, new IntegerSegments(_ranges.Values));
        }
    }
}
