using System;
using System.Collections.Generic;
using System.Text;
using Engine.Config.Keywords;
using Engine.Config.Text;

namespace Engine.Config.Layout;

/// <summary>
/// One way to lay a configuration out: sections at the margin, their lines four columns in, comments with what they stand before,
/// one empty line in front of a section, none doubled, nothing behind the last word. Words are never touched, so the meaning
/// stays; laying out twice changes nothing more.
/// </summary>
public static class CanonicalLayout
{
    private const int Indent = 4;

    private enum LineKind : byte { Blank, Comment, Directive, Head, Statement }

    /// <summary>The same file, laid out; UTF-8 or not, since bytes are bytes. A byte order mark is dropped, and CRLF becomes LF.</summary>
    public static byte[] Of(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        string text = ByteText.FromBytes(file.StartsWith(mark) ? file[mark.Length..] : file);
        List<Line> lines = Indented(LinesOf(text));
        return ByteText.ToBytes(Join(lines, endsWithLineFeed: text.Length == 0 || text.EndsWith('\n')));
    }

    /// <summary>A file that was cut off must not look whole afterwards: without a last line feed it stays without.</summary>
    private static string Join(List<Line> lines, bool endsWithLineFeed)
    {
        var output = new StringBuilder();
        bool blankPending = false;
        for (int i = 0; i < lines.Count; i++)
        {
            Line line = lines[i];
            if (line.Kind == LineKind.Blank)
            {
                blankPending = true;
                continue;
            }

            if (output.Length > 0 && (blankPending || BeginsSection(lines, i)))
            {
                output.Append('\n');
            }

            blankPending = false;
            output.Append(' ', line.Column).Append(line.Text).Append('\n');
        }

        if (!endsWithLineFeed && output.Length > 0)
        {
            output.Length--;
        }

        return output.ToString();
    }

    /// <summary>True for a section's first line, and for the comment or condition at the margin right in front of one, unless one more stands in front of that.</summary>
    private static bool BeginsSection(List<Line> lines, int at)
    {
        if (at > 0 && IsLead(lines[at - 1]))
        {
            return false;
        }

        while (at < lines.Count && IsLead(lines[at]))
        {
            at++;
        }

        return at < lines.Count && lines[at].Kind == LineKind.Head;
    }

    private static bool IsLead(in Line line) =>
        line.Column == 0 && (line.Kind == LineKind.Comment || (line.Kind == LineKind.Directive && !line.Text.StartsWith(".endif", StringComparison.Ordinal)));

    private static List<Line> LinesOf(string text)
    {
        var lines = new List<Line>();
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start);
            string raw = end < 0 ? text[start..] : text[start..end];
            start = end < 0 ? text.Length : end + 1;
            raw = raw.EndsWith('\r') ? raw[..^1] : raw;
            string trimmed = Trim(raw);
            lines.Add(new Line(KindOf(trimmed), trimmed, raw.Length > 0 && !IsSpace(raw[0]) ? 0 : Indent));
        }

        return lines;
    }

    private static List<Line> Indented(List<Line> lines)
    {
        var indented = new List<Line>(lines.Count);
        var conditions = new Stack<int>();
        bool inSection = false;
        for (int i = 0; i < lines.Count; i++)
        {
            Line line = lines[i];
            inSection |= line.Kind == LineKind.Head;
            int inner = inSection ? Indent : 0;
            indented.Add(line with
            {
                Column = line.Kind switch
                {
                    LineKind.Blank or LineKind.Head => 0,
                    LineKind.Statement => inner,
                    LineKind.Comment => NextOf(lines, i) == LineKind.Statement ? inner : Math.Min(line.Column, inner),
                    _ => ColumnOf(line.Text, NextOf(lines, i) == LineKind.Statement ? inner : Math.Min(line.Column, inner), conditions),
                },
            });
        }

        return indented;
    }

    /// <summary>What ends a condition, or goes on with it, stands where it began.</summary>
    private static int ColumnOf(string directive, int column, Stack<int> conditions)
    {
        string name = directive.Split([' ', '\t'], 2)[0];
        switch (name)
        {
            case ".if":
                conditions.Push(column);
                return column;
            case ".elif" or ".else":
                return conditions.TryPeek(out int begun) ? begun : column;
            case ".endif":
                return conditions.TryPop(out int ended) ? ended : column;
            default:
                return column;
        }
    }

    /// <summary>The next line that says something; Blank at the end.</summary>
    private static LineKind NextOf(List<Line> lines, int at)
    {
        for (int i = at + 1; i < lines.Count; i++)
        {
            if (lines[i].Kind is LineKind.Head or LineKind.Statement)
            {
                return lines[i].Kind;
            }
        }

        return LineKind.Blank;
    }

    private static LineKind KindOf(string trimmed)
    {
        if (trimmed.Length == 0)
        {
            return LineKind.Blank;
        }

        if (trimmed[0] is '#' or '.')
        {
            return trimmed[0] == '#' ? LineKind.Comment : LineKind.Directive;
        }

        int end = trimmed.AsSpan().IndexOfAny(" \t\v\f#");
        string word = end < 0 ? trimmed : trimmed[..end];
        foreach (string section in SectionNames.All)
        {
            if (section == word)
            {
                return LineKind.Head;
            }
        }

        return LineKind.Statement;
    }

    /// <summary>Without the spaces around it; but one that a backslash makes a character is a word's.</summary>
    private static string Trim(string raw)
    {
        int start = 0;
        while (start < raw.Length && IsSpace(raw[start]))
        {
            start++;
        }

        int end = raw.Length;
        while (end > start && IsSpace(raw[end - 1]))
        {
            end--;
        }

        int backslashes = 0;
        while (end - backslashes > start && raw[end - backslashes - 1] == '\\')
        {
            backslashes++;
        }

        return raw[start..(end < raw.Length && backslashes % 2 == 1 ? end + 1 : end)];
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\v' or '\f';

    private readonly record struct Line(LineKind Kind, string Text, int Column);
}
