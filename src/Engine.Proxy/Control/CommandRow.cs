using System;
using Engine.Config.Model;

namespace Engine.Proxy.Control;

/// <summary>A command of the runtime API: a row of a table.</summary>
/// <param name="Name">Its words: "show servers state".</param>
/// <param name="Arguments">As <c>help</c> shows them behind the name; empty for none.</param>
/// <param name="Documentation">One line.</param>
/// <param name="Level">Who may.</param>
/// <param name="Run">What it does.</param>
public sealed record CommandRow(string Name, string Arguments, string Documentation, ControlLevel Level, CommandFunction Run)
{
    private string[]? _words;

    /// <summary>Only in expert mode.</summary>
    public bool IsExpert { get; init; }

    /// <summary>For programs only: <c>help</c> does not show it.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Only in experimental mode.</summary>
    public bool IsExperimental { get; init; }

    internal string[] Words => _words ??= Name.Split(' ');

    /// <summary>How many of its words the command line begins with.</summary>
    internal int Matches(ReadOnlySpan<string> line)
    {
        int matching = 0;
        while (matching < Words.Length && matching < line.Length && Words[matching] == line[matching])
        {
            matching++;
        }

        return matching;
    }
}
