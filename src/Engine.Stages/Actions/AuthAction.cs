using System;
using Engine.Config.Text;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Stages.Actions;

/// <summary><c>http-request auth</c>: asks for a user name and password with 401, the page of that status and a challenge (CFG 4.4 auth).</summary>
internal sealed class AuthAction : RuleAction
{
    private const int Status = 401;

    /// <summary>For requests that are written as to a proxy (<c>option http-use-proxy-header</c>).</summary>
    private const int ProxyStatus = 407;

    private readonly byte[] _challenge;
    private readonly byte[] _proxyChallenge;

    private AuthAction(string challenge)
    {
        _challenge = ByteText.ToBytes("WWW-Authenticate: " + challenge);
        _proxyChallenge = ByteText.ToBytes("Proxy-Authenticate: " + challenge);
    }

    internal static RuleAction? Create(RuleArguments arguments)
    {
        string realm = arguments.Proxy.Name;
        while (arguments.TryWord(out string word))
        {
            if (word != "realm")
            {
                arguments.Reject($"unknown parameter '{word}' of 'auth'", "it takes: realm");
                return null;
            }

            realm = arguments.Value(word);
        }

        if (!arguments.Failed && realm.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            arguments.Reject("a realm cannot hold CR, LF or NUL");
        }

        return arguments.Failed ? null : Of(realm);
    }

    /// <summary>Asks for a password for that realm, which holds no CR, LF or NUL.</summary>
    internal static AuthAction Of(string realm)
    {
        // RFC 9110 section 5.6.4: a quoted string.
        string quoted = realm.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return new AuthAction($"Basic realm=\"{quoted}\"\r\n");
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        context.Exchange.Tracking.CountError();
        bool asProxy = context.Exchange.UsesProxyConnection;
        byte[] challenge = asProxy ? _proxyChallenge : _challenge;
        Reply page = context.Exchange.Replies.ErrorPage(asProxy ? ProxyStatus : Status);
        if (page.IsSilent || !context.Scratch.TryTake(page.Head.Length + challenge.Length, out Span<byte> room))
        {
            return RuleVerdict.Answer(page, Termination.Local);
        }

        page.Head.CopyTo(room);
        challenge.CopyTo(room[page.Head.Length..]);
        return context.Exchange.Replies.TryMake(page.Status, room, page.Body, out Reply reply)
            ? RuleVerdict.Answer(reply, Termination.Local)
            : RuleVerdict.Overflow(context);
    }
}
