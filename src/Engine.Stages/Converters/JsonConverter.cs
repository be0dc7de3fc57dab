using System;
using System.Buffers;
using System.Collections.Generic;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary><c>json</c>: text as the inside of a JSON string, in ASCII (CFG 7.3.1 json).</summary>
/// <param name="isUtf8">False: every byte is a character.</param>
/// <param name="allowsOverlong">An encoding longer than needed counts as the character that it stands for.</param>
/// <param name="dropsErrors">Bytes that are wrong are left out; else there is no value.</param>
internal sealed class JsonConverter(bool isUtf8, bool allowsOverlong, bool dropsErrors) : SampleConverter
{
    /// <summary>"\u00ff", the most that one byte or character becomes.</summary>
    private const int EscapeBytes = 6;

    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        " !#$%&'()*+,-.0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"u8);

    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        new("json", "Escaped as the inside of a JSON string.", SampleType.Text, Create),
    ];

    public override bool TryConvert(in SampleContext context, ref Sample sample)
    {
        Span<byte> room = context.Scratch.Rest;
        ReadOnlySpan<byte> rest = sample.Bytes;
        int written = 0;
        while (!rest.IsEmpty)
        {
            int plain = rest.IndexOfAnyExcept(Plain);
            plain = plain < 0 ? rest.Length : plain;
            if (plain + EscapeBytes > room.Length - written)
            {
                return false;
            }

            rest[..plain].CopyTo(room[written..]);
            written += plain;
            rest = rest[plain..];
            if (rest.IsEmpty)
            {
                break;
            }

            bool good = TryRead(rest, out int character, out int length);
            if (!good && !dropsErrors)
            {
                return false;
            }

            rest = rest[length..];
            written += good ? Escape(character, room[written..]) : 0;
        }

        sample.SetText(context.Scratch.Keep(written));
        return true;
    }

    private static JsonConverter? Create(SampleCallArguments call)
    {
        switch (call.Text(0))
        {
            case "" or "ascii":
                return new JsonConverter(isUtf8: false, allowsOverlong: false, dropsErrors: false);
            case "utf8" or "utf8s" or "utf8p" or "utf8ps":
                return new JsonConverter(isUtf8: true, call.Text(0).Contains('p', StringComparison.Ordinal), call.Text(0).EndsWith('s'));
            default:
                call.Error($"'{call.Text(0)}' is no encoding", "write ascii, utf8, utf8s, utf8p or utf8ps");
                return null;
        }
    }

    /// <summary>False for what is wrong, with the bytes to leave out. One escape holds 16 bits: what is beyond them is wrong here, too.</summary>
    private bool TryRead(ReadOnlySpan<byte> text, out int character, out int length)
    {
        character = text[0];
        length = 1;
        if (!isUtf8 || character < 0x80)
        {
            return true;
        }

        int following = character switch
        {
            >= 0xc0 and < 0xe0 => 1,
            >= 0xe0 and < 0xf0 => 2,
            >= 0xf0 and < 0xf8 => 3,
            >= 0xf8 and < 0xfc => 4,
            >= 0xfc and < 0xfe => 5,
            _ => 0,
        };
        character &= 0x3f >> following;
        while (length <= following && length < text.Length && (text[length] & 0xc0) == 0x80)
        {
            character = (character << 6) | (text[length++] & 0x3f);
        }

        if (following == 0 || length <= following)
        {
            return false;
        }

        int shortest = following switch { 1 => 0x80, 2 => 0x800, 3 => 0x10000, 4 => 0x200000, _ => 0x4000000 };
        return (character >= shortest || allowsOverlong) && character is <= 0xfffd and not (>= 0xd800 and <= 0xdfff);
    }

    private static int Escape(int character, Span<byte> room)
    {
        int mark = character switch
        {
            '"' or '\\' or '/' => character,
            '\b' => 'b',
            '\f' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            _ => 'u',
        };
        if (mark == 'u' && character is >= ' ' and < 0x7f)
        {
            // An overlong encoding of a plain character.
            room[0] = (byte)character;
            return 1;
        }

        room[0] = (byte)'\\';
        room[1] = (byte)mark;
        if (mark != 'u')
        {
            return 2;
        }

        Span<byte> bytes = [(byte)(character >> 8), (byte)character];
        Convert.TryToHexStringLower(bytes, room[2..], out _);
        return EscapeBytes;
    }
}
