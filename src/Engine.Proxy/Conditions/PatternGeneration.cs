using System;
using System.Collections.Generic;
using System.Text;

namespace Engine.Proxy.Conditions;

/// <summary>The entries of one version of a pattern list, by number and by key. Belongs to the list, under its lock.</summary>
internal sealed class PatternGeneration
{
    /// <summary>Longer keys than any that a request can carry.</summary>
    private const int KeyBytesMax = ushort.MaxValue;

    private readonly Dictionary<long, PatternEntry> _byId = [];
    private readonly Dictionary<string, PatternEntry> _byKey = new(StringComparer.Ordinal);
    private char[]? _text;

    public int Count => _byId.Count;

    public IEnumerable<PatternEntry> All => _byId.Values;

    public PatternEntry? Find(long id) => _byId.GetValueOrDefault(id);

    /// <summary>The first entry of a key; the others follow it.</summary>
    public PatternEntry? Find(ReadOnlySpan<byte> key)
    {
        if (key.Length > KeyBytesMax)
        {
            return null;
        }

        _text ??= new char[KeyBytesMax];
        int length = Encoding.Latin1.GetChars(key, _text);
        return _byKey.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(_text.AsSpan(0, length), out PatternEntry? entry) ? entry : null;
    }

    public void Add(PatternEntry entry)
    {
        _byId.Add(entry.Id, entry);
        if (_byKey.TryAdd(entry.Key, entry))
        {
            return;
        }

        // Behind the first, so that the rest of a long run of equal keys is not walked.
        PatternEntry first = _byKey[entry.Key];
        entry.NextOfKey = first.NextOfKey;
        first.NextOfKey = entry;
    }

    public void Remove(PatternEntry entry)
    {
        _byId.Remove(entry.Id);
        PatternEntry first = _byKey[entry.Key];
        if (ReferenceEquals(first, entry))
        {
            _byKey.Remove(entry.Key);
            if (entry.NextOfKey is { } next)
            {
                _byKey.Add(next.Key, next);
            }
        }
        else
        {
            PatternEntry before = first;
            while (!ReferenceEquals(before.NextOfKey, entry))
            {
                before = before.NextOfKey!;
            }

            before.NextOfKey = entry.NextOfKey;
        }

        entry.NextOfKey = null;
    }

    public PatternEntry[] InOrder()
    {
        PatternEntry[] all = [.. _byId.Values];
        Array.Sort(all, static (left, right) => left.Id.CompareTo(right.Id));
        return all;
    }
}
