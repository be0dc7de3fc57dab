using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Text;

namespace Engine.Config.Expressions;

/// <summary>The flags between an ACL's sample and its patterns: <c>-i -f -m -M -n -u --</c> (CFG 7.1).</summary>
internal sealed class AclFlags(Statement at, int end, ExpressionContext context)
{
    private bool _asMap;

    public Statement At { get; } = at;

    public int End { get; } = end;

    public ExpressionContext Context { get; } = context;

    /// <summary>Index of the first flag or pattern.</summary>
    public int First { get; private set; }

    /// <summary>Index of the first pattern.</summary>
    public int FirstPattern { get; private set; }

    public bool IgnoreCase { get; private set; }

    public bool ResolveNames { get; private set; } = true;

    /// <summary>True when <c>--</c> ended the flags: having no pattern is then meant.</summary>
    public bool Ended { get; private set; }

    public AclMatch? Match { get; private set; }

    public int? UniqueId { get; private set; }

    public List<AclPatternFile> Files { get; } = [];

    public void Error(int word, string message, string? fix) => Context.Diagnostics.Error(At, word, message, fix);

    public bool TryRead(int first)
    {
        First = first;
        int i = first;
        while (i < End && At.Words[i].Text.StartsWith('-') && !Ended)
        {
            int taken = Take(i);
            if (taken == 0)
            {
                return false;
            }

            i += taken;
        }

        FirstPattern = i;
        return true;
    }

    /// <returns>Words taken; 0 when an error was reported.</returns>
    private int Take(int i)
    {
        switch (At.Words[i].Text)
        {
            case "-i":
                IgnoreCase = true;
                return 1;
            case "-n":
                ResolveNames = false;
                return 1;
            case "-M":
                _asMap = true;
                return 1;
            case "--":
                Ended = true;
                return 1;
            case "-f":
                return TakeValue(i, "a file of patterns") is { } path ? TakeFile(i, path) : 0;
            case "-m":
                return TakeValue(i, "a way of matching, such as str or beg") is { } name ? TakeMatch(i, name) : 0;
            case "-u":
                return TakeValue(i, "a number") is { } id ? TakeId(i, id) : 0;
            default:
                Error(i, $"'{At.Words[i].Text}' is not an ACL flag", "put -- before patterns that begin with a dash");
                return 0;
        }
    }

    private string? TakeValue(int i, string what)
    {
        if (i + 1 < End)
        {
            return At.Words[i + 1].Text;
        }

        Error(i, $"'{At.Words[i].Text}' needs {what}", null);
        return null;
    }

    private int TakeFile(int i, string path)
    {
        Files.Add(new AclPatternFile(path, i + 1, IgnoreCase, ResolveNames, _asMap));
        return 2;
    }

    private int TakeMatch(int i, string name)
    {
        if (!AclWords.Matches.TryGetValue(name, out AclMatch match))
        {
            Error(i + 1, $"unknown way of matching '{name}'", Suggest.Fix(name, AclWords.Matches.Keys) ?? $"the ways are {Spelling.List([.. AclWords.Matches.Keys], "and")}");
            return 0;
        }

        if (Files.Count > 0)
        {
            Error(i, "'-m' must stand before '-f'", "move -m before -f: it decides how the file is read");
            return 0;
        }

        Match = match;
        return 2;
    }

    private int TakeId(int i, string id)
    {
        if (!int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            Error(i + 1, $"'-u' needs a number, not '{id}'", null);
            return 0;
        }

        UniqueId = number;
        return 2;
    }
}
