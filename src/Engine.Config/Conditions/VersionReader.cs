using System;

namespace Engine.Config.Conditions;

/// <summary>A cursor over the text of a version.</summary>
internal ref struct VersionReader(string text)
{
    /// <summary>No version part is larger; keeps arithmetic in an int.</summary>
    private const int NumberMax = 99_999_999;

    private readonly string _text = text;
    private int _at;

    public readonly bool AtEnd => _at == _text.Length;

    /// <summary>Packagers' suffixes ("-1+deb12u4", " 12 Sep 2023") say nothing about age.</summary>
    public readonly bool AtSuffix => _at < _text.Length && _text[_at] is '-' or '+' or ' ' or '~';

    public bool TryNumber(out int number)
    {
        int start = _at;
        number = 0;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            number = Math.Min(NumberMax, (number * 10) + (_text[_at] - '0'));
            _at++;
        }

        return _at > start;
    }

    /// <summary>The number behind <paramref name="prefix"/>; 0, and nothing consumed, when there is none.</summary>
    public int NumberAfter(string prefix)
    {
        int start = _at;
        if (TrySkip(prefix) && TryNumber(out int number))
        {
            return number;
        }

        _at = start;
        return 0;
    }

    /// <summary>"a" = 1, "z" = 26, "za" = 27: OpenSSL's patch letters before version 3.</summary>
    public int Letters()
    {
        int value = 0;
        while (_at < _text.Length && char.IsAsciiLetterLower(_text[_at]))
        {
            value = Math.Min(NumberMax, value + (_text[_at] - 'a' + 1));
            _at++;
        }

        return value;
    }

    public bool TrySkip(string prefix)
    {
        if (string.CompareOrdinal(_text, _at, prefix, 0, prefix.Length) != 0)
        {
            return false;
        }

        _at += prefix.Length;
        return true;
    }
}
