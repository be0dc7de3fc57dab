using System.Runtime.CompilerServices;

namespace Engine.Http;

/// <summary>
/// Which names the lines of a head have, and where the last line of each is: most names have one line, which is found without a search.
/// </summary>
internal struct NamesPresent
{
    /// <summary>Of the names in <see cref="All"/>, those of more than one line.</summary>
    private ulong _repeated;
    private LastLines _lastLines;

    /// <summary>A bit for each name; bit 0 stands for any unknown one. A name stays when its line is removed.</summary>
    internal ulong All { get; private set; }

    /// <summary>False when no line has that name. True also when all of them were removed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly bool Has(FieldName name) => ((All >> (int)name) & 1) != 0;

    /// <summary>True when more than one line has that name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly bool IsRepeated(FieldName name) => ((_repeated >> (int)name) & 1) != 0;

    /// <summary>Index of the last line of a name that is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly int LastOf(FieldName name) => _lastLines[(int)name];

    /// <summary>The line at <paramref name="index"/>, the last there is, has this name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(FieldName name, int index)
    {
        ulong bit = 1UL << (int)name;
        _repeated |= All & bit;
        All |= bit;
        _lastLines[(int)name] = (ushort)index;
    }

    /// <summary>No names; where their lines were means nothing any more.</summary>
    internal void Clear() => All = _repeated = 0;

    /// <summary>A place for each bit.</summary>
    [InlineArray(sizeof(ulong) * 8)]
    private struct LastLines
    {
        private ushort _first;
    }
}
