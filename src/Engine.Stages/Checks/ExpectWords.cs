using System;
using System.Collections.Generic;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary>What stands in front of the match of an <c>expect</c> line, or behind it, the same for TCP and HTTP (CFG 4.2).</summary>
internal sealed class ExpectWords
{
    private static readonly string[] Known = ["min-recv", "comment", "ok-status", "error-status", "tout-status", "on-success", "on-error", "status-code"];

    /// <summary>Bytes that must be there before it is judged; -1 = it may be judged at any time.</summary>
    internal int MinReceive { get; private set; } = -1;

    internal string? Comment { get; private set; }

    internal ExpectOptions Options { get; private set; } = ExpectOptions.None;

    /// <summary>True behind an exclamation mark.</summary>
    internal bool Inverted { get; private set; }

    /// <summary>The kind of match: the word behind all that.</summary>
    internal string Match { get; private set; } = "";

    internal static ExpectWords Read(CheckWords words, IReadOnlyCollection<string> matches)
    {
        ExpectWords expect = new();
        while (!words.Failed && expect.Match.Length == 0)
        {
            string word = words.Value(words.Keyword);
            if (!words.Failed)
            {
                expect.Take(word, words, matches);
            }
        }

        if (!words.Failed)
        {
            expect.ReadBehindMatch(words);
        }

        return expect;
    }

    /// <summary>The words of the match itself are left to be read.</summary>
    private void ReadBehindMatch(CheckWords words)
    {
        int match = words.Position;
        int end = match + 1;
        if (Match is "hdr" or "fhdr")
        {
            end = match;
            while (end < words.Where.Words.Count && Array.IndexOf(Known, words.Where.Words[end].Text) < 0)
            {
                // A name or value may be any word: [-m METHOD] TEXT.
                bool holdsText = words.Where.Words[end].Text is "name" or "value";
                end++;
                end += holdsText && end < words.Where.Words.Count && words.Where.Words[end].Text == "-m" ? 2 : 0;
                end += holdsText ? 1 : 0;
            }
        }

        words.Position = end;
        end = words.Position;
        while (!words.Failed && words.TryWord(out string word))
        {
            if (!TryTake(word, words))
            {
                words.Unknown(Known);
            }
        }

        words.Position = match;
        words.EndAt(end);
    }

    private void Take(string word, CheckWords words, IReadOnlyCollection<string> matches)
    {
        if (word == "!")
        {
            Inverted = !Inverted;
        }
        else if (!TryTake(word, words))
        {
            TakeMatch(word, words, matches);
        }
    }

    /// <summary>False when the word is no parameter.</summary>
    private bool TryTake(string word, CheckWords words)
    {
        switch (word)
        {
            case "min-recv":
                MinReceive = words.Number(word, -1, int.MaxValue);
                break;
            case "comment":
                Comment = words.Value(word);
                break;
            case "ok-status":
                Options = Options with { OkStatus = Status(words, word, "L7OK", "L7OKC", "L6OK", "L4OK") };
                break;
            case "error-status":
                Options = Options with { ErrorStatus = Status(words, word, "L7OKC", "L7RSP", "L7STS", "L6RSP", "L4CON") };
                break;
            case "tout-status":
                Options = Options with { TimeoutStatus = Status(words, word, "L7TOUT", "L6TOUT", "L4TOUT") };
                break;
            case "on-success":
                Options = Options with { OnSuccess = words.Format(word) };
                break;
            case "on-error":
                Options = Options with { OnError = words.Format(word) };
                break;
            case "status-code":
                Options = Options with { StatusCode = words.Sample(word) };
                break;
            default:
                return false;
        }

        return true;
    }

    private void TakeMatch(string word, CheckWords words, IReadOnlyCollection<string> matches)
    {
        string match = word.TrimStart('!');
        Inverted ^= (word.Length - match.Length) % 2 == 1;
        foreach (string known in matches)
        {
            if (known == match)
            {
                Match = match;
                return;
            }
        }

        words.Unknown([.. Known, .. matches]);
    }

    private static CheckStatus? Status(CheckWords words, string parameter, params string[] allowed)
    {
        string name = words.Value(parameter);
        foreach (string status in allowed)
        {
            if (status == name && CheckStatuses.TryFind(name, out CheckStatus found))
            {
                return found;
            }
        }

        if (!words.Failed)
        {
            words.Error($"'{parameter}' takes one of {string.Join(", ", allowed)}, not '{name}'");
        }

        return null;
    }
}
