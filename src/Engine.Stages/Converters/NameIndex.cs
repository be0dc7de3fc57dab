using System;
using System.Collections.Generic;
using System.Text;

namespace Engine.Stages.Converters;

/// <summary>Finds by a name that a request brought, without making a string of it. Names are as they were when the plan was compiled.</summary>
internal sealed class NameIndex<T>
    where T : class
{
    /// <summary>Longer names are not looked for: nobody writes them.</summary>
    private const int NameCharsMax = 256;

    private readonly Dictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    internal NameIndex(IEnumerable<KeyValuePair<string, T>> all) =>
        _bySpan = new Dictionary<string, T>(all, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    internal T? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length > NameCharsMax)
        {
            return null;
        }

        Span<char> text = stackalloc char[NameCharsMax];
        int length = Encoding.Latin1.GetChars(name, text);
        return _bySpan.TryGetValue(text[..length], out T? found) ? found : null;
    }
}
