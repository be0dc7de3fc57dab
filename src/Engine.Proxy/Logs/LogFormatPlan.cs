using System;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Logs;

/// <summary>A log-format string, compiled (CFG 8.2.6): of a log line, or of a rule's argument. Immutable, shared by all loops.</summary>
public sealed class LogFormatPlan
{
    private readonly LogItemPlan[] _items;
    private readonly byte[]? _constant;

    internal LogFormatPlan(LogItemPlan[] items)
    {
        _items = items;
        _constant = items.Length switch
        {
            0 => [],
            1 when items[0] is LogItemPlan.Literal literal => literal.Text,
            _ => null,
        };
    }

    /// <summary>A text in which nothing is evaluated.</summary>
    public static LogFormatPlan Constant(byte[] text) => new(text.Length == 0 ? [] : [new LogItemPlan.Literal(text)]);

    /// <summary>True when nothing in it is evaluated: <see cref="Render"/> always gives the same.</summary>
    public bool IsConstant => _constant is not null;

    public void Write(in SampleContext context, ref LineWriter line)
    {
        foreach (LogItemPlan item in _items)
        {
            item.Write(context, ref line);
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
}
