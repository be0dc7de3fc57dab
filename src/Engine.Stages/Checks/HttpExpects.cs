using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Text;
using Engine.Proxy.Health;
using Engine.Proxy.Logs;
using Engine.Stages.Regexes;

namespace Engine.Stages.Checks;

/// <summary>Reads <c>http-check expect</c> lines (CFG 4.2).</summary>
internal static class HttpExpects
{
    private const int StatusMax = 999;

    private static readonly string[] Matches = ["status", "rstatus", "hdr", "fhdr", "string", "rstring", "string-lf"];

    /// <summary>Null after an error.</summary>
    internal static ExpectStep? Read(CheckWords words, int number, string? lastComment)
    {
        ExpectWords expect = ExpectWords.Read(words, Matches);
        if (words.Failed)
        {
            return null;
        }

        ExpectStep? step = expect.Match switch
        {
            "status" => Codes(words) is { } codes ? new StatusStep(codes, expect.Inverted) { Number = number, Comment = expect.Comment, NearComment = expect.Comment ?? lastComment, Options = expect.Options } : null,
            "rstatus" => TcpCheck.Regex(words, "rstatus") is { } regex ? new StatusRegexStep(regex, expect.Inverted) { Number = number, Comment = expect.Comment, NearComment = expect.Comment ?? lastComment, Options = expect.Options } : null,
            "hdr" or "fhdr" => HeaderMatch.Read(words, splits: expect.Match == "hdr") is { } header ? new HeaderStep(header, expect.Inverted) { Number = number, Comment = expect.Comment, NearComment = expect.Comment ?? lastComment, Options = expect.Options } : null,
            _ => Body(words, expect.Match) is { } body ? new BodyStep(body.Text, body.Regex, expect.Inverted) { Number = number, Comment = expect.Comment, NearComment = expect.Comment ?? lastComment, Options = expect.Options } : null,
        };
        if (!words.AtEnd && !words.Failed)
        {
            words.TryWord(out _);
            words.Unknown([]);
        }

        return words.Failed ? null : step;
    }

    private static (LogFormatPlan? Text, ByteRegex? Regex)? Body(CheckWords words, string match)
    {
        switch (match)
        {
            case "string":
                return (LogFormatPlan.Constant(ByteText.ToBytes(words.Value(match))), null);
            case "string-lf":
                return (words.Format(match), null);
            default:
                return (null, TcpCheck.Regex(words, match));
        }
    }

    /// <summary>"200,301,300-310".</summary>
    private static List<(int First, int Last)>? Codes(CheckWords words)
    {
        string text = words.Value("status");
        List<(int First, int Last)> codes = [];
        foreach (string part in text.Split(','))
        {
            int dash = part.IndexOf('-', StringComparison.Ordinal);
            bool good = TryCode(dash < 0 ? part : part[..dash], out int first);
            int last = first;
            good = good && (dash < 0 || TryCode(part[(dash + 1)..], out last)) && first <= last;
            if (!good)
            {
                words.Error($"'{part}' is neither a status nor a range of them", "write it like 200,301,400-410");
                return null;
            }

            codes.Add((first, last));
        }

        return codes;
    }

    private static bool TryCode(string text, out int code) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out code) && code is > 0 and <= StatusMax;
}
