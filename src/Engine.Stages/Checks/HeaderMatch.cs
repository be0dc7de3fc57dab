using System;
using Engine.Http;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary>Which header fields, and what their values must be (CFG 4.2 http-check expect hdr, fhdr).</summary>
internal sealed class HeaderMatch
{
    private TextTest? _name;
    private TextTest? _value;
    private bool _splits;

    /// <summary><c>name [-m METHOD] NAME [value [-m METHOD] VALUE]</c>; null after an error.</summary>
    /// <param name="splits">Values are lists: each of their elements is looked at.</param>
    internal static HeaderMatch? Read(CheckWords words, bool splits)
    {
        HeaderMatch match = new() { _splits = splits };
        string kind = words.Value(words.Keyword);
        if (!words.Failed && kind is not ("name" or "name-lf"))
        {
            words.Unknown(["name", "name-lf"]);
        }

        match._name = words.Failed ? null : TextTest.Read(words, kind, ignoreCase: true);
        if (!words.Failed && words.Peek is "value" or "value-lf")
        {
            words.TryWord(out kind);
            match._value = TextTest.Read(words, kind, ignoreCase: false);
        }

        return words.Failed ? null : match;
    }

    internal bool IsMatch(CheckRun run, ResponseHead head)
    {
        foreach (HeadField field in head.Fields)
        {
            if (_name!.Holds(run, head.NameOf(field)) && (_value is null || HasValue(run, head.ValueOf(field))))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasValue(CheckRun run, ReadOnlySpan<byte> value)
    {
        if (!_splits)
        {
            return _value!.Holds(run, value);
        }

        while (true)
        {
            int comma = value.IndexOf((byte)',');
            ReadOnlySpan<byte> element = (comma < 0 ? value : value[..comma]).Trim(" \t"u8);
            if (_value!.Holds(run, element))
            {
                return true;
            }

            if (comma < 0)
            {
                return false;
            }

            value = value[(comma + 1)..];
        }
    }
}
