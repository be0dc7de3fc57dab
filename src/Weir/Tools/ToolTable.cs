using System;
using System.Collections.Generic;

namespace Weir.Tools;

/// <summary>Every tool, one row each.</summary>
internal static class ToolTable
{
    /// <summary>Exit status when the words behind a tool's name are wrong; 1 is what a tool found out.</summary>
    public const int WrongUse = 2;

    public static IReadOnlyList<ToolRow> Rows { get; } =
    [
        new("check", "[--json] FILE|DIR...", "check a configuration, and what it asks of this machine", [("--json", "findings as JSON")], CheckTool.Run),
        new("explain", "WORD...", "the manual page of a keyword, option, action, fetch, converter, log alias or runtime command", [], ExplainTool.Run),
        new("trace", "FILE 'METHOD /PATH' [-H 'NAME: VALUE']... [--src ADDRESS] [--dst ADDRESS:PORT] [--tls]", "which rules a request meets, where it would go, and what would be sent", TraceTool.Options, TraceTool.Run),
        new("fmt", "[-w] FILE", "canonical indentation, comments kept", [("-w", "write the file instead of printing it"), ("--check", "print nothing; exit 1 when the file is laid out otherwise")], FormatTool.Run),
        new("stat", "SOCKET", "a live table of what a running process does, from its stats socket", [], StatTool.Run),
        new("probe", "URL", "GET a URL of http; exit 0 for 2xx and 3xx, 1 otherwise, within 2 s", [], ProbeTool.Run),
        new("man", "", "the manual page, in roff", [], ManTool.Run),
        new("completion", "bash|zsh|fish", "a completion script for a shell", [], CompletionTool.Run),
    ];

    /// <summary>Null when the word is none.</summary>
    public static ToolRow? Find(string word)
    {
        foreach (ToolRow row in Rows)
        {
            if (row.Name == word)
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>Runs the tool that the words begin with. False when they begin with none, as HAProxy's own never do.</summary>
    public static bool TryRun(string[] words, ToolOutput output, out int status)
    {
        status = 0;
        ToolRow? row = words.Length == 0 ? null : Find(words[0]);
        if (row is null)
        {
            return false;
        }

        if (words is [_, "-h" or "--help"])
        {
            output.Text.WriteLine($"Usage: weir {row.Name} {row.Usage}".TrimEnd());
            output.Text.WriteLine($"  {row.Documentation}");
            foreach ((string option, string text) in row.Options)
            {
                output.Text.WriteLine($"  {option,-20} {text}");
            }
        }
        else
        {
            status = row.Run(words[1..], output);
        }

        return true;
    }

    /// <summary>What is wrong with the words, and how they are meant.</summary>
    public static int Refuse(string tool, string message, ToolOutput output)
    {
        output.Errors.WriteLine($"[ERROR] {message}");
        output.Errors.WriteLine($"Usage: weir {tool} {Find(tool)?.Usage}".TrimEnd());
        return WrongUse;
    }
}
