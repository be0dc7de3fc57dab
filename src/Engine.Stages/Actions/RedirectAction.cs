using System;
using System.Text;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary>
/// <c>http-request redirect</c> (CFG 4.2 redirect): to a fixed place (location), to the same path elsewhere (prefix), or to the
/// same place by another scheme.
/// </summary>
internal sealed class RedirectAction : RuleAction
{
    private readonly RedirectKind _kind;
    private readonly string _target;
    private readonly int _code;
    private readonly RedirectOptions _options;
    private readonly LocalReply? _fixed;

    private RedirectAction(RedirectKind kind, string target, int code, RedirectOptions options)
    {
        _kind = kind;
        _target = target;
        _code = code;
        _options = options;
        _fixed = kind == RedirectKind.Location ? Render(target) : null;
    }

    private enum RedirectKind : byte
    {
        None,
        Location,
        Prefix,
        Scheme,
    }

    [Flags]
    private enum RedirectOptions : byte
    {
        None = 0,
        DropQuery = 1,
        AppendSlash = 2,
        IgnoreEmpty = 4,
    }

    internal static RuleAction? Create(RuleArguments arguments)
    {
        RedirectKind kind = RedirectKind.None;
        RedirectOptions options = RedirectOptions.None;
        string target = "";
        int code = 302;
        while (arguments.TryWord(out string word))
        {
            switch (word)
            {
                case "location" or "prefix" or "scheme":
                    kind = word == "location" ? RedirectKind.Location : word == "prefix" ? RedirectKind.Prefix : RedirectKind.Scheme;
                    target = Target(arguments, word);
                    break;
                case "code":
                    code = Code(arguments);
                    break;
                case "drop-query":
                    options |= RedirectOptions.DropQuery;
                    break;
                case "append-slash":
                    options |= RedirectOptions.AppendSlash;
                    break;
                case "ignore-empty":
                    options |= RedirectOptions.IgnoreEmpty;
                    break;
                case "set-cookie" or "set-cookie-fmt" or "clear-cookie" or "keep-query":
                    arguments.Reject($"'{word}' is known, but not supported yet");
                    break;
                default:
                    arguments.Reject($"unknown parameter '{word}' of 'redirect'", "it takes: location, prefix or scheme, then code, drop-query, append-slash");
                    break;
            }
        }

        if (kind == RedirectKind.None && !arguments.Failed)
        {
            arguments.Reject("'redirect' does not say where to", "add location, prefix or scheme");
        }

        return arguments.Failed ? null : new RedirectAction(kind, target, code, options);
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        if (_target.Length == 0 && (_options & RedirectOptions.IgnoreEmpty) != 0)
        {
            return RuleVerdict.Continue;
        }

        return RuleVerdict.Answer(_fixed ?? Render(Place(context.Exchange)), Termination.Local);
    }

    private string Place(Exchange exchange)
    {
        string path = Encoding.Latin1.GetString(exchange.Request.PathAndQuery);
        int query = path.IndexOf('?', StringComparison.Ordinal);
        string rest = query < 0 || (_options & RedirectOptions.DropQuery) != 0 ? "" : path[query..];
        string only = query < 0 ? path : path[..query];
        if ((_options & RedirectOptions.AppendSlash) != 0 && !only.EndsWith('/'))
        {
            only += "/";
        }

        // "prefix /" stands for no prefix at all: it serves to add slashes and to drop queries (CFG 4.2 redirect).
        string before = _kind == RedirectKind.Scheme
            ? _target + "://" + Encoding.Latin1.GetString(exchange.Request.Host)
            : _target == "/" ? "" : _target;
        return before + only + rest;
    }

    private LocalReply Render(string location)
    {
        ReplyBuilder builder = new(_code);

        // Permanent answers may be cached: that is what the client is told by their status.
        if (_code is 302 or 303 or 307)
        {
            builder.Field("Cache-Control", "no-cache");
        }

        return builder.Field("Location", location).Body([]);
    }

    private static string Target(RuleArguments arguments, string parameter)
    {
        string target = arguments.Value(parameter);
        if (target.Contains('%', StringComparison.Ordinal))
        {
            arguments.Reject("log-format expressions are known, but not supported yet here");
        }
        else if (target.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
        {
            arguments.Reject("a location cannot hold CR, LF or NUL");
        }

        return target;
    }

    private static int Code(RuleArguments arguments)
    {
        int code = arguments.Status("code", 301, 308);
        if (!arguments.Failed && code is not (301 or 302 or 303 or 307 or 308))
        {
            arguments.Reject($"{code} is no redirect", "use 301, 302, 303, 307 or 308");
        }

        return code;
    }
}
