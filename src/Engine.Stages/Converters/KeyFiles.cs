using System;
using System.Collections.Generic;
using System.Text;

namespace Engine.Stages.Converters;

/// <summary>The keys of one plan, by the path of the file that holds them. Filled while the plan is compiled, only read afterwards.</summary>
internal abstract class KeyFiles<TKey>
    where TKey : class
{
    private const int PathBytesMax = 4096;

    private readonly Dictionary<string, TKey> _keys = new(StringComparer.Ordinal);

    /// <summary>Null when no such file was read.</summary>
    internal TKey? Find(ReadOnlySpan<byte> path)
    {
        if (path.Length > PathBytesMax)
        {
            return null;
        }

        Span<char> text = stackalloc char[PathBytesMax];
        int length = Encoding.Latin1.GetChars(path, text);
        return _keys.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..length], out TKey? key) ? key : null;
    }

    private protected bool Has(string path) => _keys.ContainsKey(path);

    private protected void Add(string path, TKey key) => _keys.Add(path, key);
}
