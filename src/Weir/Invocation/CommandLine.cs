using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Weir.Invocation;

/// <summary>Reads the words behind the program's name.</summary>
internal static class CommandLine
{
    /// <summary>
    /// Options in any order; <c>--</c> ends them and begins a list of files. Or a sub-command: <c>demo</c>.
    /// </summary>
    /// <param name="options">Null exactly when the result is false.</param>
    /// <param name="error">What is wrong, one sentence; empty when the words are fine.</param>
    public static bool TryParse(ReadOnlySpan<string> words, [NotNullWhen(true)] out Options? options, out string error)
    {
        var result = new Options();
        error = words is ["demo", ..] ? ReadDemo(words[1..], result) : Read(words, result);
        if (error.Length == 0 && result.Files.Count == 0 && result.Purpose is Purpose.Serve or Purpose.Check)
        {
            error = "no configuration file: name one with -f";
        }

        options = error.Length == 0 ? result : null;
        return options is not null;
    }

    private static string Read(ReadOnlySpan<string> words, Options options)
    {
        int at = 0;
        while (at < words.Length)
        {
            string word = words[at++];
            if (word == "--")
            {
                options.Files.AddRange(words[at..]);
                return "";
            }

            if (word is "--help")
            {
                word = "-h";
            }

            OptionRow? row = OptionTable.Find(word, out string glued);
            if (row is null)
            {
                return word.StartsWith('-') ? $"unknown option '{word}'" : $"unexpected '{word}': files follow -f or --";
            }

            if (ReadValue(row, glued, words, ref at, options) is { } wrong)
            {
                return $"{row.Name} {wrong}";
            }
        }

        return "";
    }

    private static string? ReadValue(OptionRow row, string glued, ReadOnlySpan<string> words, ref int at, Options options)
    {
        switch (row.Arity)
        {
            case OptionArity.Word when at == words.Length:
                return $"needs a value: {row.ValueName}";
            case OptionArity.Word:
                return row.Apply(options, words[at++]);
            case OptionArity.Pids:
                string? wrong = null;
                while (wrong is null && at < words.Length && !words[at].StartsWith('-'))
                {
                    wrong = row.Apply(options, words[at++]);
                }

                return wrong;
            default:
                return row.Apply(options, glued);
        }
    }

    private static string ReadDemo(ReadOnlySpan<string> words, Options options)
    {
        options.Purpose = Purpose.Demo;
        options.Ground = Ground.Foreground;
        switch (words)
        {
            case []:
                return "";
            case ["--port", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= 65533:
                options.DemoPort = port;
                return "";
            case ["-h" or "--help"]:
                options.Purpose = Purpose.ShowHelp;
                return "";
            default:
                return "demo takes '--port N' (1 to 65533; the two ports above it are used as well) and nothing else";
        }
    }
}
