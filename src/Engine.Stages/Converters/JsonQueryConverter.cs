using System;
using System.Buffers.Text;
using System.Collections.Generic;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>
/// <c>json_query</c>: the value at a path in a JSON text. Text comes out without its escapes, true and false as booleans, a list as it
/// is written; a number too, so that none loses digits, or as an integer with 'int'. Null and objects are no value (CFG 7.3.1 json_query).
/// </summary>
internal sealed class JsonQueryConverter : SampleConverter
{
    /// <summary>What every reader of JSON keeps exact (RFC 8259 section 6); beyond it there is no integer.</summary>
    private const long IntegerMax = (1L << 53) - 1;

    private readonly JsonPath _path;
    private readonly bool _wantsInteger;

    private JsonQueryConverter(JsonPath path, bool wantsInteger)
    {
        _path = path;
        _wantsInteger = wantsInteger;
    }

    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        new("json_query", "The value at a path in a JSON text; a number as an integer with 'int'.", SampleType.Text, static call => Create(call)),
    ];

    /// <summary>Reads a path and an output type from the first two arguments. Null after an error.</summary>
    internal static JsonQueryConverter? Create(SampleCallArguments call)
    {
        if (call.Has(1) && call.Text(1) != "int")
        {
            call.Error($"'{call.Text(1)}' is no type of output", "write int, or leave it out");
            return null;
        }

        return JsonPath.Read(call, 0) is { } path ? new JsonQueryConverter(path, call.Has(1)) : null;
    }

    public override bool TryConvert(in SampleContext context, ref Sample sample)
    {
        JsonCursor cursor = new(sample.Bytes);
        if (!cursor.TryFind(_path, context.Scratch.Rest, out ReadOnlySpan<byte> value))
        {
            return false;
        }

        switch (value[0])
        {
            case (byte)'"':
                return TryText(value[1..^1], context.Scratch, ref sample);
            case (byte)'t' when value.SequenceEqual("true"u8):
                sample.Set(true);
                return true;
            case (byte)'f' when value.SequenceEqual("false"u8):
                sample.Set(false);
                return true;
            case (byte)'[':
                sample.SetText(value);
                return true;
            default:
                return TryNumber(value, ref sample);
        }
    }

    private static bool TryText(ReadOnlySpan<byte> text, Scratch scratch, ref Sample sample)
    {
        if (!text.Contains((byte)'\\'))
        {
            sample.SetText(text);
            return true;
        }

        if (!scratch.TryTake(text.Length, out Span<byte> room) || !JsonStrings.TryUnescape(text, room, out int length))
        {
            return false;
        }

        sample.SetText(room[..length]);
        return true;
    }

    private bool TryNumber(ReadOnlySpan<byte> text, ref Sample sample)
    {
        if (!Utf8Parser.TryParse(text, out double number, out int used) || used != text.Length || !double.IsFinite(number))
        {
            return false;
        }

        if (!_wantsInteger)
        {
            sample.SetText(text);
            return true;
        }

        if (Math.Abs(number) > IntegerMax)
        {
            return false;
        }

        sample.Set((long)number);
        return true;
    }
}
