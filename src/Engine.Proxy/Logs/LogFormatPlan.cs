using System;
using Engine.Config.Expressions;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Logs;

/// <summary>A log-format string, compiled (CFG 8.2.6): of a log line, or of a rule's argument. Immutable, shared by all loops.</summary>
public sealed class LogFormatPlan
{
    private readonly LogItemPlan[] _items;
    private readonly LogPiece[] _pieces;
    private readonly byte[]? _constant;
    private readonly LogFlags _object;

    /// <param name="items">In order; with <paramref name="lasting"/> encodings, the named ones only.</param>
    /// <param name="lasting">What holds for the whole line: with <c>+json</c> or <c>+cbor</c> it is one object.</param>
    internal LogFormatPlan(LogItemPlan[] items, LogFlags lasting)
    {
        _items = items;
        _pieces = LogPiece.Of(items);
        _object = (lasting & LineWriter.Encodings) != 0 ? lasting : LogFlags.None;
        _constant = _object != LogFlags.None ? null : items.Length switch
        {
            0 => [],
            1 when items[0] is LogItemPlan.Literal literal => literal.Text,
            _ => null,
        };
    }

    /// <summary>A text in which nothing is evaluated.</summary>
    public static LogFormatPlan Constant(byte[] text) => new(text.Length == 0 ? [] : [new LogItemPlan.Literal(text)], LogFlags.None);

    /// <summary>True when nothing in it is evaluated: <see cref="Render"/> always gives the same.</summary>
    public bool IsConstant => _constant is not null;

    internal bool NeedsServerSource => Array.Exists(_items, static item => item.NeedsServerSource);

    public void Write(in SampleContext context, ref LineWriter line)
    {
        if (_object != LogFlags.None)
        {
            WriteObject(context, ref line);
            return;
        }

        foreach (ref readonly LogPiece piece in _pieces.AsSpan())
        {
            piece.Write(context, ref line);
        }
    }

    /// <summary>The text, in the plan or in the loop's scratch: good until the evaluation is over. What does not fit there is cut.</summary>
    public ReadOnlySpan<byte> Render(scoped in SampleContext context)
    {
        if (_constant is not null)
        {
            return _constant;
        }

        // Items put what they make behind what is written so far, so the text is written into the room that they leave.
        if (!context.Scratch.TryTake(RenderedBytesMax, out Span<byte> room))
        {
            return default;
        }

        LineWriter line = new(room);
        Write(context, ref line);
        return line.Line;
    }

    /// <summary>Longer than any header value or target that could still be sent (<c>tune.bufsize</c>).</summary>
    private const int RenderedBytesMax = 32768;

    /// <summary>The named items are its members; text between them is nothing that an object could hold.</summary>
    private void WriteObject(in SampleContext context, ref LineWriter line)
    {
        bool json = (_object & LogFlags.Json) != 0;
        Mark(ref line, json ? (byte)'{' : CborText.MapBegin);
        bool isFirst = true;
        foreach (LogItemPlan item in _items)
        {
            if (json && !isFirst)
            {
                line.Raw(", "u8);
            }

            isFirst = false;
            line.Text(item.Label, _object);
            line.Raw(json ? ": "u8 : default);
            item.Write(context, ref line);
        }

        Mark(ref line, json ? (byte)'}' : CborText.MapEnd);
    }

    private void Mark(ref LineWriter line, byte mark)
    {
        if ((_object & LogFlags.Json) != 0)
        {
            line.Raw(mark);
        }
        else
        {
            line.Octet(mark, _object);
        }
    }
}
