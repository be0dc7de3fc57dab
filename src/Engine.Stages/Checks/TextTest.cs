using System;
using Engine.Config.Text;
using Engine.Proxy.Health;
using Engine.Proxy.Logs;
using Engine.Stages.Regexes;

namespace Engine.Stages.Checks;

/// <summary>One test of a text: equal, begins, ends, holds, or a regular expression (<c>-m str|beg|end|sub|reg</c>).</summary>
internal sealed class TextTest
{
    private const int TextBytesMax = 8192;

    private readonly string _method;
    private readonly LogFormatPlan _text;
    private readonly ByteRegex? _regex;
    private readonly bool _ignoreCase;

    private TextTest(string method, LogFormatPlan text, ByteRegex? regex, bool ignoreCase)
    {
        _method = method;
        _text = text;
        _regex = regex;
        _ignoreCase = ignoreCase;
    }

    /// <param name="kind">"name", or "name-lf" for a format.</param>
    internal static TextTest? Read(CheckWords words, string kind, bool ignoreCase)
    {
        string method = "str";
        if (words.Peek == "-m")
        {
            words.TryWord(out _);
            method = words.Value("-m");
            if (!words.Failed && method is not ("str" or "beg" or "end" or "sub" or "reg"))
            {
                words.Error($"'-m {method}' is no way to compare here", "write one of str, beg, end, sub, reg");
            }
        }

        if (words.Failed)
        {
            return null;
        }

        if (method == "reg")
        {
            return TcpCheck.Regex(words, kind) is { } regex ? new TextTest(method, LogFormatPlan.Constant([]), regex, ignoreCase) : null;
        }

        LogFormatPlan? text = kind.EndsWith("-lf", StringComparison.Ordinal) ? words.Format(kind) : LogFormatPlan.Constant(ByteText.ToBytes(words.Value(kind)));
        return text is null ? null : new TextTest(method, text, null, ignoreCase);
    }

    internal bool Holds(CheckRun run, ReadOnlySpan<byte> found)
    {
        if (_regex is not null)
        {
            return _regex.IsMatch(found);
        }

        ReadOnlySpan<byte> wanted = _text.IsConstant ? _text.Render(default) : _text.Render(run.Context());
        if (!_ignoreCase)
        {
            return Holds(found, wanted);
        }

        Span<byte> lowFound = stackalloc byte[Math.Min(found.Length, TextBytesMax)];
        Span<byte> lowWanted = stackalloc byte[Math.Min(wanted.Length, TextBytesMax)];
        Lower(found, lowFound);
        Lower(wanted, lowWanted);
        return Holds(lowFound, lowWanted);
    }

    private bool Holds(ReadOnlySpan<byte> found, ReadOnlySpan<byte> wanted) => _method switch
    {
        "beg" => found.StartsWith(wanted),
        "end" => found.EndsWith(wanted),
        "sub" => found.IndexOf(wanted) >= 0,
        _ => found.SequenceEqual(wanted),
    };

    private static void Lower(ReadOnlySpan<byte> text, Span<byte> into)
    {
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = (byte)(text[i] is >= (byte)'A' and <= (byte)'Z' ? text[i] | 0x20 : text[i]);
        }
    }
}
