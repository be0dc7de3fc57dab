using System;
using System.Globalization;

namespace Engine.LoadTests.Scenarios;

/// <summary>Where the load goes: http://HOST[:PORT].</summary>
/// <param name="Host">A name or an address; an IPv6 address without its brackets.</param>
/// <param name="Authority">As it stands in Host.</param>
internal sealed record Target(string Host, int Port, string Authority)
{
    private const string Scheme = "http://";

    /// <summary>False with what is wrong, and how to mend it.</summary>
    public static bool TryParse(string text, out Target target, out string cause, out string fix)
    {
        target = new Target("", 0, "");
        cause = "";
        fix = "write http://HOST:PORT, such as http://127.0.0.1:8080";
        if (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            cause = "https: this generator does not speak TLS";
            fix = "load the plain port (http://...); TLS comes when the engine's own TLS does";
            return false;
        }

        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            cause = $"'{text}' is not an http address";
            return false;
        }

        string authority = text[Scheme.Length..];
        if (authority.EndsWith('/'))
        {
            authority = authority[..^1];
        }

        if (authority.AsSpan().IndexOfAny('/', '?', '#') >= 0)
        {
            cause = "a target has no path";
            fix = "name the path in the steps, such as: get /small";
            return false;
        }

        return TryParseAuthority(authority, out target, out cause);
    }

    private static bool TryParseAuthority(string authority, out Target target, out string cause)
    {
        int colon = authority.LastIndexOf(':');
        bool hasPort = colon > authority.LastIndexOf(']');
        string host = hasPort ? authority[..colon] : authority;
        int port = 80;
        bool isRight = !hasPort
            || (int.TryParse(authority[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= ushort.MaxValue);
        cause = !isRight ? $"'{authority[(colon + 1)..]}' is not a port" : host.Length == 0 ? "the host is missing" : "";
        target = new Target(host.Trim('[', ']'), port, authority);
        return cause.Length == 0;
    }

    public override string ToString() => Scheme + Authority;
}
