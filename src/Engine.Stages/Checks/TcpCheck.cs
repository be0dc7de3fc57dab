using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Health;
using Engine.Proxy.Logs;
using Engine.Stages.Regexes;

namespace Engine.Stages.Checks;

/// <summary><c>option tcp-check</c> with the tcp-check lines of its section (CFG 4.2).</summary>
internal static class TcpCheck
{
    private static readonly string[] Matches = ["string", "rstring", "string-lf", "binary", "rbinary", "binary-lf"];

    internal static CheckScript? Create(CheckArguments arguments)
    {
        ScriptLines lines = new(arguments);
        List<CheckStep> steps = [];
        bool good = true;
        foreach (CheckLineConfig line in arguments.Proxy.Health.TcpLines)
        {
            CheckStep? step = lines.Read(line, out bool isCommon, out bool failed);
            if (!isCommon)
            {
                CheckWords words = new(line, arguments);
                step = line.Action == "expect" ? Expect(words, lines) : Send(line.Action, words, lines);
                failed = step is null;
            }

            good &= !failed;
            if (step is not null)
            {
                steps.Add(step);
            }
        }

        return good ? new CheckScript(steps) { StepsOf = "tcp-check" } : null;
    }

    private static SendStep? Send(string action, CheckWords words, ScriptLines lines)
    {
        bool isHex = action.StartsWith("send-binary", StringComparison.Ordinal);
        byte[] bytes = [];
        LogFormatPlan? format = null;
        if (action.EndsWith("-lf", StringComparison.Ordinal))
        {
            format = words.Format(action);
        }
        else
        {
            string text = words.Value(action);
            bytes = ByteText.ToBytes(text);
            if (isHex && !HexText.TryParse(text, out bytes))
            {
                words.Error($"'{text}' is not made of pairs of hexadecimal digits");
            }
        }

        string? comment = Comment(words);
        if (words.Failed)
        {
            return null;
        }

        return format is null
            ? new BytesSendStep(bytes) { Number = lines.Number, Comment = comment, NearComment = comment ?? lines.LastComment }
            : new FormatSendStep(format, isHex) { Number = lines.Number, Comment = comment, NearComment = comment ?? lines.LastComment };
    }

    private static string? Comment(CheckWords words)
    {
        string? comment = null;
        while (!words.Failed && words.TryWord(out string word))
        {
            if (word == "comment")
            {
                comment = words.Value(word);
            }
            else
            {
                words.Unknown(["comment"]);
            }
        }

        return comment;
    }

    private static RawExpectStep? Expect(CheckWords words, ScriptLines lines)
    {
        ExpectWords expect = ExpectWords.Read(words, Matches);
        if (words.Failed)
        {
            return null;
        }

        bool isText = !expect.Match.Contains("binary", StringComparison.Ordinal);
        ExpectShape shape = new(expect, lines.Number, lines.LastComment, NamesStep: true);
        return expect.Match switch
        {
            "string" => shape.Bytes(ByteText.ToBytes(words.Value(expect.Match)), isText: true),
            "binary" => Binary(words, shape),
            "string-lf" or "binary-lf" => words.Format(expect.Match) is { } format ? shape.Format(format, isText) : null,
            _ => Regex(words, expect.Match) is { } regex ? shape.Regex(regex, isText) : null,
        };
    }

    private static RawExpectStep? Binary(CheckWords words, ExpectShape shape)
    {
        string text = words.Value("binary");
        if (HexText.TryParse(text, out byte[] bytes) && bytes.Length > 0)
        {
            return shape.Bytes(bytes, isText: false);
        }

        words.Error($"'{text}' is not made of pairs of hexadecimal digits");
        return null;
    }

    /// <summary>Takes the value behind <paramref name="parameter"/> as a regular expression; null after an error.</summary>
    internal static ByteRegex? Regex(CheckWords words, string parameter)
    {
        string pattern = words.Value(parameter);
        if (words.Failed)
        {
            return null;
        }

        if (ByteRegex.TryCreate(pattern, ignoreCase: false, out ByteRegex? regex, out string? error))
        {
            return regex;
        }

        words.Error($"'{pattern}' cannot be matched: {error}");
        return null;
    }
}
