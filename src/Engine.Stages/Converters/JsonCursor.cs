using System;
using System.Buffers;

namespace Engine.Stages.Converters;

/// <summary>
/// Walks through a JSON text (RFC 8259) to the value at a path, and reads no further: what stands behind it may be anything. Never throws,
/// never recurses, and sees each byte once.
/// </summary>
internal ref struct JsonCursor
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> ScalarEnd = SearchValues.Create(" \t\r\n,]}:\"{["u8);

    private ReadOnlySpan<byte> _rest;

    internal JsonCursor(ReadOnlySpan<byte> text) => _rest = text;

    /// <summary>The text of the value: strings with their quotes, objects and arrays with their brackets.</summary>
    /// <param name="room">For names that are written with escapes.</param>
    internal bool TryFind(JsonPath path, Span<byte> room, out ReadOnlySpan<byte> value)
    {
        value = default;
        foreach (JsonStep step in path.Steps)
        {
            if (step.Name is { } name ? !TryEnterMember(name, room) : !TryEnterElement(step.Index))
            {
                return false;
            }
        }

        return TryTakeValue(out value);
    }

    private bool TryEnterMember(ReadOnlySpan<byte> name, Span<byte> room)
    {
        if (!TryTake((byte)'{') || TryTake((byte)'}'))
        {
            return false;
        }

        do
        {
            SkipSpace();
            if (!TryTakeString(out ReadOnlySpan<byte> key) || !TryTake((byte)':'))
            {
                return false;
            }

            if (IsName(key[1..^1], name, room))
            {
                return true;
            }
        }
        while (TryTakeValue(out _) && TryTake((byte)','));

        return false;
    }

    private bool TryEnterElement(int index)
    {
        if (!TryTake((byte)'[') || TryTake((byte)']'))
        {
            return false;
        }

        for (; index > 0; index--)
        {
            if (!TryTakeValue(out _) || !TryTake((byte)','))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsName(ReadOnlySpan<byte> key, ReadOnlySpan<byte> name, Span<byte> room)
    {
        if (!key.Contains((byte)'\\'))
        {
            return key.SequenceEqual(name);
        }

        return room.Length >= key.Length && JsonStrings.TryUnescape(key, room, out int length) && room[..length].SequenceEqual(name);
    }

    private bool TryTakeValue(out ReadOnlySpan<byte> value)
    {
        SkipSpace();
        value = default;
        if (_rest.IsEmpty)
        {
            return false;
        }

        switch (_rest[0])
        {
            case (byte)'"':
                return TryTakeString(out value);
            case (byte)'{' or (byte)'[':
                return TryTakeContainer(out value);
            default:
                int end = _rest.IndexOfAny(ScalarEnd);
                value = end < 0 ? _rest : _rest[..end];
                _rest = _rest[value.Length..];
                return !value.IsEmpty;
        }
    }

    private bool TryTakeContainer(out ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> start = _rest;
        value = default;
        int depth = 0;
        do
        {
            int next = _rest.IndexOfAny(Structure);
            if (next < 0)
            {
                return false;
            }

            _rest = _rest[next..];
            if (_rest[0] == (byte)'"')
            {
                if (!TryTakeString(out _))
                {
                    return false;
                }

                continue;
            }

            depth += _rest[0] is (byte)'{' or (byte)'[' ? 1 : -1;
            _rest = _rest[1..];
        }
        while (depth > 0);

        value = start[..^_rest.Length];
        return true;
    }

    /// <summary>With its quotes.</summary>
    private bool TryTakeString(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (_rest.IsEmpty || _rest[0] != (byte)'"')
        {
            return false;
        }

        int at = 1;
        while (true)
        {
            int next = _rest[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return false;
            }

            at += next;
            if (_rest[at] == (byte)'"')
            {
                value = _rest[..(at + 1)];
                _rest = _rest[(at + 1)..];
                return true;
            }

            at += 2;
            if (at > _rest.Length)
            {
                return false;
            }
        }
    }

    private bool TryTake(byte character)
    {
        SkipSpace();
        if (_rest.IsEmpty || _rest[0] != character)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    private void SkipSpace() => _rest = _rest.TrimStart(" \t\r\n"u8);
}
