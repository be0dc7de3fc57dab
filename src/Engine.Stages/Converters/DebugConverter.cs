using System;
using System.Collections.Generic;
using System.IO;
using Engine.Config.Text;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>
/// <c>debug</c>: writes the value to the process's standard output or error and passes it on (CFG 7.3.1 debug). For looking into a
/// configuration: the write blocks while the other end does not read.
/// </summary>
internal sealed class DebugConverter : SampleConverter
{
    /// <summary>"[debug] ", ": type=", the name of a type, " &lt;", "&gt;" and the line's end.</summary>
    private const int FrameBytesMax = 64;

    private readonly byte[] _prefix;
    private readonly Stream _output;

    private DebugConverter(byte[] prefix, Stream output)
    {
        _prefix = prefix;
        _output = output;
    }

    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        new("debug", "Writes the value to standard error, or to stdout, with a prefix.", SampleType.None, Create),
    ];

    public override bool TryConvert(in SampleContext context, ref Sample sample)
    {
        Sample shown = sample;
        ReadOnlySpan<byte> type = sample.Type switch
        {
            SampleType.Boolean => "bool"u8,
            SampleType.Integer => "sint"u8,
            SampleType.IPv4 => "ipv4"u8,
            SampleType.IPv6 => "ipv6"u8,
            SampleType.Binary => "bin"u8,
            _ => "str"u8,
        };

        if (!SampleCasts.TryCast(ref shown, SampleType.Text, context.Scratch) || !context.Scratch.TryTake(FrameBytesMax + _prefix.Length + shown.Bytes.Length, out Span<byte> line))
        {
            return true;
        }

        SpanFill fill = new(line);
        fill.Add("[debug] "u8);
        fill.Add(_prefix);
        fill.Add(": type="u8);
        fill.Add(type);
        fill.Add(" <"u8);
        AddPrintable(ref fill, shown.Bytes);
        fill.Add(">\n"u8);
        _output.Write(line[..fill.Length]);
        return true;
    }

    /// <summary>A value must not be able to write lines of its own, or to steer a terminal.</summary>
    private static void AddPrintable(ref SpanFill fill, ReadOnlySpan<byte> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            fill.Add(text[i] is >= (byte)' ' and < 0x7f ? text.Slice(i, 1) : "."u8);
        }
    }

    /// <summary>The ring that HAProxy writes to by default is standard error here.</summary>
    private static DebugConverter? Create(SampleCallArguments call)
    {
        byte[] prefix = ByteText.ToBytes(call.Text(0));
        switch (call.Text(1))
        {
            case "" or "buf0" or "stderr":
                return new DebugConverter(prefix, Console.OpenStandardError());
            case "stdout":
                return new DebugConverter(prefix, Console.OpenStandardOutput());
            default:
                call.Error($"there is no event sink '{call.Text(1)}'", "write stderr or stdout");
                return null;
        }
    }
}
