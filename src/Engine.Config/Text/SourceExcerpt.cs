using System;
using System.Text;

namespace Engine.Config.Text;

/// <summary>A source line as shown: tabs expanded, what cannot be printed escaped, long lines cut around the underlined part.</summary>
/// <param name="Text">The line.</param>
/// <param name="UnderlineAt">Columns before the underline.</param>
/// <param name="UnderlineWidth">Columns of the underline, at least 1.</param>
internal readonly record struct SourceExcerpt(string Text, int UnderlineAt, int UnderlineWidth)
{
    /// <summary>What fits beside the margin on a terminal that is not wide; a cipher list has several times as much.</summary>
    private const int WidthMax = 110;

    /// <summary>How much stays visible before the underlined part of a cut line.</summary>
    private const int LeadWidth = 40;

    private const int TabWidth = 4;

    private const string Cut = "...";

    /// <param name="raw">The line, a byte string.</param>
    /// <param name="offset">0-based first underlined character.</param>
    /// <param name="length">Underlined characters; 0 underlines the place itself.</param>
    public static SourceExcerpt Of(string raw, int offset, int length)
    {
        var text = new StringBuilder(raw.Length);
        int from = -1;
        int to = -1;
        for (int at = 0; at < raw.Length;)
        {
            from = from < 0 && at >= offset ? text.Length : from;
            to = to < 0 && at >= offset + length ? text.Length : to;
            if (raw[at] == '\t')
            {
                text.Append(' ', TabWidth - (text.Length % TabWidth));
                at++;
            }
            else
            {
                Printable.Append(text, raw, ref at);
            }
        }

        from = from < 0 ? text.Length : from;
        to = to < 0 ? text.Length : to;
        return Fit(text.ToString(), from, Math.Max(1, to - from));
    }

    private static SourceExcerpt Fit(string text, int at, int width)
    {
        if (text.Length <= WidthMax)
        {
            return new SourceExcerpt(text, at, width);
        }

        int start = at < WidthMax / 2 ? 0 : at - LeadWidth;
        int end = Math.Min(text.Length, start + WidthMax);
        string shown = (start > 0 ? Cut : "") + text[start..end] + (end < text.Length ? Cut : "");
        int shift = start > 0 ? Cut.Length - start : 0;
        int visible = Math.Max(1, Math.Min(width, end - at));
        return new SourceExcerpt(shown, at + shift, visible);
    }
}
