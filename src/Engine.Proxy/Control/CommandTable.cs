using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Pages;

namespace Engine.Proxy.Control;

/// <summary>The commands there are, in alphabetical order: found by their words, listed by <c>help</c>.</summary>
public sealed class CommandTable
{
    /// <summary>Where the explanations begin in listings.</summary>
    private const int ExplanationColumn = 41;

    /// <summary>So many letters may differ between what was written and what may have been meant.</summary>
    private const int TyposMax = 2;

    private readonly CommandRow[] _rows;

    public CommandTable(IReadOnlyList<CommandRow> rows)
    {
        _rows = [.. rows];
        Array.Sort(_rows, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
    }

    public IReadOnlyList<CommandRow> Rows => _rows;

    /// <summary>The command with the longest name that the line begins with; null when there is none.</summary>
    internal CommandRow? Find(ReadOnlySpan<string> line)
    {
        CommandRow? found = null;
        foreach (CommandRow row in _rows)
        {
            if (row.Matches(line) == row.Words.Length && (found is null || row.Words.Length > found.Words.Length))
            {
                found = row;
            }
        }

        return found;
    }

    /// <summary>All commands that the client may use, or those that begin with its words.</summary>
    internal void WriteHelp(ControlSession session, ReadOnlySpan<string> words)
    {
        TextPage page = session.Page;
        page.Line(words.IsEmpty ? "The following commands are valid at this level:" : "The following commands are valid at this level and begin with these words:");
        foreach (CommandRow row in _rows)
        {
            if (IsOpenTo(row, session) && row.Matches(words) == Math.Min(words.Length, row.Words.Length))
            {
                Write(page, row);
            }
        }

        WriteCommon(page);
    }

    /// <summary>The line is no command: what may have been meant.</summary>
    internal void WriteUnknown(ControlSession session, ReadOnlySpan<string> line)
    {
        TextPage page = session.Page;
        int most = 0;
        foreach (CommandRow row in _rows)
        {
            most = IsOpenTo(row, session) ? Math.Max(most, row.Matches(line)) : most;
        }

        int mark = page.Length;
        page.Line("Unknown command, but maybe one of the following ones is a better match:");
        int begin = page.Length;
        foreach (CommandRow row in _rows)
        {
            bool isNear = most > 0 ? row.Matches(line) == most : !line.IsEmpty && IsNear(line[0], row.Words[0]);
            if (isNear && IsOpenTo(row, session))
            {
                Write(page, row);
            }
        }

        if (page.Length == begin)
        {
            page.Rewind(mark);
            page.Line("Unknown command. Please enter one of the following commands only:");
        }

        WriteCommon(page);
    }

    private static bool IsOpenTo(CommandRow row, ControlSession session) =>
        !row.IsHidden && session.Level >= row.Level && (!row.IsExpert || session.IsExpert) && (!row.IsExperimental || session.IsExperimental);

    private static void WriteCommon(TextPage page)
    {
        Write(page, "help [<command>]", "list matching or all commands");
        Write(page, "prompt", "toggle interactive mode with prompt");
        Write(page, "quit", "disconnect");
    }

    private static void Write(TextPage page, CommandRow row) => Write(page, row.Arguments.Length == 0 ? row.Name : row.Name + " " + row.Arguments, row.Documentation);

    private static void Write(TextPage page, string usage, string documentation) =>
        page.Text("  ").Text(usage.PadRight(ExplanationColumn - 1)).Text(": ").Line(documentation);

    /// <summary>By the number of letters to add, drop or change (Levenshtein).</summary>
    private static bool IsNear(string written, string word)
    {
        if (Math.Abs(written.Length - word.Length) > TyposMax || written.Length <= TyposMax)
        {
            return false;
        }

        int[] costs = new int[word.Length + 1];
        for (int j = 0; j <= word.Length; j++)
        {
            costs[j] = j;
        }

        for (int i = 1; i <= written.Length; i++)
        {
            int diagonal = costs[0];
            costs[0] = i;
            for (int j = 1; j <= word.Length; j++)
            {
                int change = diagonal + (written[i - 1] == word[j - 1] ? 0 : 1);
                diagonal = costs[j];
                costs[j] = Math.Min(change, 1 + Math.Min(costs[j], costs[j - 1]));
            }
        }

        return costs[word.Length] <= TyposMax;
    }
}
