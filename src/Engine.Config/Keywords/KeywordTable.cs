using System;
using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>The keywords that one kind of target understands, found by the words of a statement.</summary>
internal sealed class KeywordTable<TTarget>
{
    private const int NameWordsMax = 3;

    private readonly Dictionary<string, Keyword<TTarget>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _families = new(StringComparer.Ordinal);

    public KeywordTable(params IReadOnlyList<Keyword<TTarget>>[] parts)
    {
        foreach (IReadOnlyList<Keyword<TTarget>> part in parts)
        {
            foreach (Keyword<TTarget> keyword in part)
            {
                _byName.Add(keyword.Name, keyword);
                AddToFamilies(keyword.Name);
            }
        }
    }

    public IReadOnlyCollection<Keyword<TTarget>> All => _byName.Values;

    public IReadOnlyCollection<string> Names => _byName.Keys;

    public Keyword<TTarget>? Get(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The keyword with the longest name that the words begin with.</summary>
    /// <param name="words">Of the statement.</param>
    /// <param name="first">Index of the first word of the keyword.</param>
    /// <param name="count">Words the name takes.</param>
    public Keyword<TTarget>? Find(IReadOnlyList<Word> words, int first, out int count)
    {
        for (count = Math.Min(NameWordsMax, words.Count - first); count > 0; count--)
        {
            string name = words[first].Text;
            for (int i = 1; i < count; i++)
            {
                name += " " + words[first + i].Text;
            }

            if (_byName.TryGetValue(name, out Keyword<TTarget>? keyword))
            {
                return keyword;
            }
        }

        return null;
    }

    /// <summary>The words that may follow: "client", "server" ... after "timeout"; none when no keyword goes on like that.</summary>
    public IReadOnlyList<string> Followers(string prefix) => _families.TryGetValue(prefix, out List<string>? names) ? names : [];

    private void AddToFamilies(string name)
    {
        for (int space = name.IndexOf(' '); space >= 0; space = name.IndexOf(' ', space + 1))
        {
            string prefix = name[..space];
            int end = name.IndexOf(' ', space + 1);
            string next = end < 0 ? name[(space + 1)..] : name[(space + 1)..end];
            if (!_families.TryGetValue(prefix, out List<string>? names))
            {
                _families.Add(prefix, names = []);
            }

            if (!names.Contains(next))
            {
                names.Add(next);
            }
        }
    }
}
