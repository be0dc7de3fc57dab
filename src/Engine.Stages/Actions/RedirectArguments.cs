using System;
using Engine.Config.Text;
using Engine.Proxy.Logs;
using Engine.Proxy.Rules;

namespace Engine.Stages.Actions;

/// <summary>The words of a redirect: where to, with which code, what becomes of the query, and a cookie.</summary>
internal sealed class RedirectArguments
{
    private const string Usage = "it takes: location, prefix or scheme, then code, drop-query, keep-query, append-slash, ignore-empty, set-cookie, set-cookie-fmt, clear-cookie";

    private readonly RuleArguments _arguments;

    /// <summary>A <c>redirect</c> line says what it says; only the action knows formats (CFG 4.2 redirect).</summary>
    private readonly bool _isPlain;

    internal RedirectArguments(RuleArguments arguments)
    {
        _arguments = arguments;
        _isPlain = arguments.Where.Words[0].Text == "redirect";
    }

    internal RedirectKind Kind { get; private set; }

    internal LogFormatPlan? Target { get; private set; }

    internal int Code { get; private set; } = 302;

    internal RedirectOptions Options { get; private set; }

    /// <summary>Value of Set-Cookie, which may be a format; null for none.</summary>
    internal LogFormatPlan? Cookie { get; private set; }

    /// <summary>False after an error was reported.</summary>
    internal bool TryRead()
    {
        while (!_arguments.Failed && _arguments.TryWord(out string word))
        {
            Take(word);
        }

        if (Kind == RedirectKind.None && !_arguments.Failed)
        {
            _arguments.Reject("'redirect' does not say where to", "add location, prefix or scheme");
        }

        return !_arguments.Failed;
    }

    private void Take(string word)
    {
        switch (word)
        {
            case "location" or "prefix" or "scheme":
                Kind = word == "location" ? RedirectKind.Location : word == "prefix" ? RedirectKind.Prefix : RedirectKind.Scheme;
                Target = _isPlain ? ReadPlain(word) : _arguments.Format(word);
                break;
            case "code":
                Code = ReadCode();
                break;
            case "drop-query":
                Options |= RedirectOptions.DropQuery;
                break;
            case "keep-query":
                Options |= RedirectOptions.KeepQuery;
                break;
            case "append-slash":
                Options |= RedirectOptions.AppendSlash;
                break;
            case "ignore-empty":
                Options |= RedirectOptions.IgnoreEmpty;
                break;
            case "set-cookie":
                Cookie = Literal(_arguments.Value(word) + "; path=/;");
                break;
            case "clear-cookie":
                Cookie = Literal(_arguments.Value(word) + "; path=/; Max-Age=0;");
                break;
            case "set-cookie-fmt":
                Cookie = _arguments.Format(word);
                break;
            default:
                _arguments.Reject($"unknown parameter '{word}' of 'redirect'", Usage);
                break;
        }
    }

    private LogFormatPlan ReadPlain(string parameter)
    {
        string text = _arguments.Value(parameter);
        if (text.Contains("%[", StringComparison.Ordinal))
        {
            _arguments.Warn("'redirect' takes '%[' as it is written", "write 'http-request redirect' to have it evaluated");
        }

        return Literal(text);
    }

    private static LogFormatPlan Literal(string text) => LogFormatPlan.Constant(ByteText.ToBytes(text));

    private int ReadCode()
    {
        int code = _arguments.Status("code", 301, 308);
        if (!_arguments.Failed && code is not (301 or 302 or 303 or 307 or 308))
        {
            _arguments.Reject($"{code} is no redirect", "use 301, 302, 303, 307 or 308");
        }

        return code;
    }
}
