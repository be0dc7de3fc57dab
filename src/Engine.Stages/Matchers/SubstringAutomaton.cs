using System;
using System.Collections.Generic;
using Engine.Proxy.Conditions;

namespace Engine.Stages.Matchers;

/// <summary>
/// Finds all patterns of a list in one pass over a text (Aho and Corasick 1975). Usual lists become a table of states by classes of
/// bytes, one look-up for each byte of the text, or, when it only matters whether any occurs, for some of them; lists too large for that follow the trie's links, at most two steps for each byte.
/// Immutable.
/// </summary>
internal sealed class SubstringAutomaton
{
    /// <summary>Cells of the table, 4 bytes each: 16 MB, beyond which it would no longer be near any cache.</summary>
    private const int CellsMax = 4 << 20;

    internal static readonly SubstringAutomaton Empty = Build([], ignoreCase: false);

    private readonly PatternTrie _trie;
    private readonly PatternEntry[] _entries;

    /// <summary>Class of each byte; 0 for all that occur in no pattern.</summary>
    private readonly byte[] _classes = new byte[256];

    /// <summary>Row of the state that follows, negated less one when a pattern ends there; null for large lists.</summary>
    private readonly int[]? _table;

    private readonly int _width;

    /// <summary>Where patterns may begin; null for large lists, and where patterns are too short for it.</summary>
    private readonly SubstringStarts? _starts;

    private SubstringAutomaton(PatternTrie trie, byte[][] keys, PatternEntry[] entries, bool ignoreCase)
    {
        _trie = trie;
        _entries = entries;
        _width = Classify(ignoreCase);
        _table = (long)trie.States * _width <= CellsMax ? MakeTable() : null;
        _starts = _table is null ? null : SubstringStarts.TryMake(keys, ignoreCase);
    }

    /// <summary>True when one table look-up decides on each byte.</summary>
    internal bool IsTable => _table is not null;

    /// <param name="ignoreCase">Keys are in lower case; with a table, texts may be in any.</param>
    internal static SubstringAutomaton Build((byte[] Key, PatternEntry Entry)[] patterns, bool ignoreCase)
    {
        byte[][] keys = Array.ConvertAll(patterns, static pattern => pattern.Key);
        PatternEntry[] entries = Array.ConvertAll(patterns, static pattern => pattern.Entry);
        Array.Sort(keys, entries, Comparer<byte[]>.Create(static (left, right) => left.AsSpan().SequenceCompareTo(right)));
        return new SubstringAutomaton(PatternTrie.Build(keys, entries), keys, entries, ignoreCase);
    }

    /// <summary>True when any pattern occurs.</summary>
    internal bool IsIn(ReadOnlySpan<byte> text) =>
        _starts is null ? Scan(text, any: true) != PatternTrie.None : IsInFromStarts(_table!, _starts, text);

    /// <summary>Of all patterns that occur, the first of the list.</summary>
    internal PatternEntry? FindFirst(ReadOnlySpan<byte> text) => EntryOf(Scan(text, any: false));

    private PatternEntry? EntryOf(int index) => index == PatternTrie.None ? null : _entries[index];

    private int Scan(ReadOnlySpan<byte> text, bool any)
    {
        int best = _trie.Output[0];
        if (best != PatternTrie.None && any)
        {
            return best;
        }

        return _table is null ? ScanTrie(text, any, best) : ScanTable(_table, text, any, best);
    }

    /// <summary>Goes on to where a pattern may begin, and reads on from there until none is under way.</summary>
    private bool IsInFromStarts(int[] table, SubstringStarts starts, ReadOnlySpan<byte> text)
    {
        byte[] classes = _classes;
        for (int start = starts.Next(text, 0); start >= 0; start = starts.Next(text, start))
        {
            int row = 0;
            do
            {
                row = table[row + classes[text[start++]]];
                if (row < 0)
                {
                    return true;
                }
            }
            while (row != 0 && start < text.Length);
        }

        return false;
    }

    private int ScanTable(int[] table, ReadOnlySpan<byte> text, bool any, int best)
    {
        byte[] classes = _classes;
        int row = 0;
        foreach (byte character in text)
        {
            row = table[row + classes[character]];
            if (row < 0)
            {
                row = -row - 1;
                best = Better(best, _trie.Output[row / _width]);
                if (any)
                {
                    break;
                }
            }
        }

        return best;
    }

    private int ScanTrie(ReadOnlySpan<byte> text, bool any, int best)
    {
        int state = 0;
        foreach (byte character in text)
        {
            state = Follow(state, character);
            if (_trie.Output[state] != PatternTrie.None)
            {
                best = Better(best, _trie.Output[state]);
                if (any)
                {
                    break;
                }
            }
        }

        return best;
    }

    private int Follow(int state, byte character)
    {
        while (true)
        {
            int child = _trie.Child(state, character);
            if (child != PatternTrie.None)
            {
                return child;
            }

            if (state == 0)
            {
                return 0;
            }

            state = _trie.Fallback[state];
        }
    }

    private int Better(int known, int other) =>
        known == PatternTrie.None || _entries[other].Id < _entries[known].Id ? other : known;

    /// <summary>How many classes there are.</summary>
    private int Classify(bool ignoreCase)
    {
        int classes = 1;
        for (int state = 1; state < _trie.States; state++)
        {
            ref byte known = ref _classes[_trie.Label[state]];
            if (known == 0)
            {
                // With all 256 bytes in use, the last shares the class of what never occurs, which is then empty but for it.
                known = (byte)(classes == 256 ? 0 : classes++);
            }
        }

        for (int upper = 'A'; upper <= 'Z' && ignoreCase; upper++)
        {
            _classes[upper] = _classes[upper | 0x20];
        }

        return classes;
    }

    /// <summary>A row is its fallback's row, overwritten by its own children: fallbacks are on higher levels and so are done before.</summary>
    private int[] MakeTable()
    {
        int[] table = new int[_trie.States * _width];
        for (int state = 0; state < _trie.States; state++)
        {
            Span<int> row = table.AsSpan(state * _width, _width);
            if (state > 0)
            {
                table.AsSpan(_trie.Fallback[state] * _width, _width).CopyTo(row);
            }

            for (int child = _trie.FirstChild[state]; child < _trie.FirstChild[state + 1]; child++)
            {
                int target = child * _width;
                row[_classes[_trie.Label[child]]] = _trie.Output[child] == PatternTrie.None ? target : -target - 1;
            }
        }

        return table;
    }
}
