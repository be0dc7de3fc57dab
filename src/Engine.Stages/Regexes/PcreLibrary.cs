using System;
using System.Runtime.InteropServices;

namespace Engine.Stages.Regexes;

/// <summary>
/// PCRE2, where the system has it (libpcre2-8): tells what the groups of a match caught, for which .NET makes objects. Which text matches,
/// and where, is never asked of it. One match at a time on each thread.
/// </summary>
internal sealed unsafe class PcreLibrary
{
    private const string File = "libpcre2-8.so.0";

    private const uint Caseless = 0x8;
    private const uint NeverUcp = 0x800;
    private const uint NeverUtf = 0x1000;
    private const uint Anchored = 0x80000000;

    /// <summary>Steps of one match, a millisecond or two; what takes more is left to .NET.</summary>
    private const uint StepsMax = 10_000;

    /// <summary>KiB that one thread may keep for going back.</summary>
    private const uint HeapMax = 1024;

    /// <summary>Made for each thread that asks, and kept for its life.</summary>
    [ThreadStatic]
    private static nint _matchData;

    private readonly delegate* unmanaged<byte*, nuint, uint, int*, nuint*, nint, nint> _compile;
    private readonly delegate* unmanaged<nint, void> _free;
    private readonly delegate* unmanaged<nint, byte*, nuint, nuint, uint, nint, nint, int> _match;
    private readonly delegate* unmanaged<uint, nint, nint> _createMatchData;
    private readonly delegate* unmanaged<nint, nuint*> _offsets;
    private readonly nint _limits;

    private PcreLibrary(nint library)
    {
        _compile = (delegate* unmanaged<byte*, nuint, uint, int*, nuint*, nint, nint>)NativeLibrary.GetExport(library, "pcre2_compile_8");
        _free = (delegate* unmanaged<nint, void>)NativeLibrary.GetExport(library, "pcre2_code_free_8");
        _match = (delegate* unmanaged<nint, byte*, nuint, nuint, uint, nint, nint, int>)NativeLibrary.GetExport(library, "pcre2_match_8");
        _createMatchData = (delegate* unmanaged<uint, nint, nint>)NativeLibrary.GetExport(library, "pcre2_match_data_create_8");
        _offsets = (delegate* unmanaged<nint, nuint*>)NativeLibrary.GetExport(library, "pcre2_get_ovector_pointer_8");
        _limits = ((delegate* unmanaged<nint, nint>)NativeLibrary.GetExport(library, "pcre2_match_context_create_8"))(0);
        ((delegate* unmanaged<nint, uint, int>)NativeLibrary.GetExport(library, "pcre2_set_match_limit_8"))(_limits, StepsMax);
        ((delegate* unmanaged<nint, uint, int>)NativeLibrary.GetExport(library, "pcre2_set_heap_limit_8"))(_limits, HeapMax);
    }

    /// <summary>Null when this system has none.</summary>
    internal static PcreLibrary? Instance { get; } = Load();

    /// <summary>0 when it is no expression for PCRE2.</summary>
    internal nint Compile(ReadOnlySpan<byte> pattern, bool ignoreCase)
    {
        int error;
        nuint offset;
        fixed (byte* start = pattern)
        {
            return _compile(start, (nuint)pattern.Length, NeverUtf | NeverUcp | (ignoreCase ? Caseless : 0), &error, &offset, 0);
        }
    }

    internal void Free(nint code) => _free(code);

    /// <summary>The match that begins at that byte, with its groups. False when there is none, or it took too long to find.</summary>
    /// <param name="groups">As many as a template can name; a group that took no part is none.</param>
    internal bool TryMatchAt(nint code, ReadOnlySpan<byte> text, int start, Span<RegexGroup> groups)
    {
        nint data = _matchData;
        if (data == 0)
        {
            _matchData = data = _createMatchData(RegexGroup.CountMax, 0);
        }

        int caught;
        fixed (byte* bytes = text)
        {
            caught = _match(code, bytes, (nuint)text.Length, (nuint)start, Anchored, data, _limits);
        }

        if (caught < 0)
        {
            return false;
        }

        // 0: more groups than there is room for.
        caught = caught == 0 ? RegexGroup.CountMax : caught;
        nuint* offsets = _offsets(data);
        for (int i = 0; i < groups.Length; i++)
        {
            // Where there is none, both are the greatest number there is.
            nint from = i < caught ? (nint)offsets[2 * i] : -1;
            groups[i] = from < 0 ? RegexGroup.None : new RegexGroup((int)from, (int)((nint)offsets[(2 * i) + 1] - from));
        }

        return true;
    }

    private static PcreLibrary? Load() =>
        NativeLibrary.TryLoad(File, out nint library) && NativeLibrary.TryGetExport(library, "pcre2_set_heap_limit_8", out _) ? new PcreLibrary(library) : null;
}
