using System;

namespace Engine.Stages.Regexes;

/// <summary>An expression as PCRE2 has compiled it; any thread may match with it.</summary>
internal sealed class PcreExpression
{
    private readonly PcreLibrary? _library;
    private readonly nint _code;

    private PcreExpression(PcreLibrary? library, nint code)
    {
        _library = library;
        _code = code;
    }

    ~PcreExpression()
    {
        if (_code != 0)
        {
            _library!.Free(_code);
        }
    }

    /// <summary>One that never matches, where there is no library or the library does not take it.</summary>
    internal static PcreExpression Create(ReadOnlySpan<byte> pattern, bool ignoreCase) =>
        PcreLibrary.Instance is { } library ? new PcreExpression(library, library.Compile(pattern, ignoreCase)) : new PcreExpression(null, 0);

    /// <summary>As <see cref="PcreLibrary.TryMatchAt"/>.</summary>
    internal bool TryMatchAt(ReadOnlySpan<byte> text, int start, Span<RegexGroup> groups)
    {
        bool found = _code != 0 && _library!.TryMatchAt(_code, text, start, groups);
        GC.KeepAlive(this);
        return found;
    }
}
