using System;
using System.Globalization;
using Engine.Config.Expressions;
using Engine.Config.Text;
using Engine.Proxy.Conditions;
using Engine.Stages;

namespace Engine.Benchmarks.Config;

/// <summary>Entries of a list, all different, and the index that a way of matching keeps of them.</summary>
internal sealed class PatternList
{
    private readonly AclMatch _match;
    private readonly PatternEntry[] _entries;
    private readonly byte[][] _texts;

    internal PatternList(string match, int entries)
    {
        _match = match switch
        {
            "str" => AclMatch.Text,
            "beg" => AclMatch.Beginning,
            "end" => AclMatch.End,
            "sub" => AclMatch.Substring,
            "dom" => AclMatch.Domain,
            "ip" => AclMatch.Address,
            _ => AclMatch.Integer,
        };
        _entries = new PatternEntry[entries];
        for (int i = 0; i < entries; i++)
        {
            _entries[i] = new PatternEntry(i, KeyOf(i), PatternValue.Empty, AclOperator.Equal, 0);
        }

        _texts = Array.ConvertAll(_entries, static entry => ByteText.ToBytes(entry.Key));
    }

    internal byte[] TextOf(int index) => _texts[index];

    internal PatternIndex Load()
    {
        PatternIndex index = BuiltInStages.Catalog.MatcherOf(_match)!.Create(default);
        foreach (PatternEntry entry in _entries)
        {
            index.TryAdd(entry, out _);
        }

        index.Publish();
        return index;
    }

    private string KeyOf(int i) => _match switch
    {
        AclMatch.Integer => (i * 7).ToString(CultureInfo.InvariantCulture),
        AclMatch.Address => string.Create(CultureInfo.InvariantCulture, $"{1 + (i >> 16)}.{(i >> 8) & 255}.{i & 255}.{i % 250}"),
        AclMatch.Domain => string.Create(CultureInfo.InvariantCulture, $"host{i}.zone{i % 97}.example.com"),
        _ => string.Create(CultureInfo.InvariantCulture, $"entry-{(uint)i * 2654435761u:x8}-{i}"),
    };
}
