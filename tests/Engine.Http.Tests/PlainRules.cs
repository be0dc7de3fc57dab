using System;
using System.Linq;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Engine.Http.Tests;

/// <summary>What fields mean, for <see cref="PlainParser"/>.</summary>
internal static partial class PlainRules
{
    private static readonly string[] Observed =
        ["Host", "Connection", "Content-Length", "Transfer-Encoding", "Expect", "Upgrade", "Sec-WebSocket-Key"];

    internal static bool IsObserved(string name) => Observed.Contains(name, StringComparer.OrdinalIgnoreCase);

    internal static HttpFault Target(PlainHead head)
    {
        if (head.Method == "CONNECT")
        {
            return !AuthorityText().IsMatch(head.Target) ? HttpFault.TargetAuthority
                : Port(head.Target) < 0 ? HttpFault.ConnectWithoutPort
                : HttpFault.None;
        }

        if (head.Target[0] == '/' || (head.Target == "*" && head.Method == "OPTIONS"))
        {
            return HttpFault.None;
        }

        Match absolute = AbsoluteTarget().Match(head.Target);
        if (!absolute.Success)
        {
            return HttpFault.TargetForm;
        }

        string authority = absolute.Groups[2].Value;
        return authority.Length > 0 && AuthorityText().IsMatch(authority) ? HttpFault.None
            : authority.Contains('@', StringComparison.Ordinal) ? HttpFault.TargetUserInfo
            : HttpFault.TargetAuthority;
    }

    internal static HttpFault Field(PlainHead head, PlainField field, bool isRequest)
    {
        if (field.IsNamed("Content-Length"))
        {
            return ContentLength(head, field);
        }

        if (field.IsNamed("Transfer-Encoding"))
        {
            return TransferEncoding(head, field.Value);
        }

        if (!isRequest || !field.IsNamed("Host"))
        {
            return HttpFault.None;
        }

        return head.Fields.Count(f => f.IsNamed("Host")) > 1 ? HttpFault.HostRepeated
            : field.Value.Length == 0 ? HttpFault.HostEmpty
            : AuthorityText().IsMatch(field.Value) ? HttpFault.None
            : HttpFault.HostInvalid;
    }

    private static HttpFault ContentLength(PlainHead head, PlainField field)
    {
        string[] members = [.. field.Value.Split(',').Select(m => m.Trim(' ', '\t'))];
        BigInteger? first = null;
        foreach (string member in members)
        {
            if (!PlainParser.TryNumber(member, out BigInteger number))
            {
                return HttpFault.LengthInvalid;
            }

            if (number > long.MaxValue)
            {
                return HttpFault.LengthTooLarge;
            }

            first ??= number;
            if (number != first)
            {
                return HttpFault.LengthConflict;
            }
        }

        if (head.Length >= 0)
        {
            head.Fields.Remove(field);
            return head.Length == first ? HttpFault.None : HttpFault.LengthConflict;
        }

        field.Value = members[0];
        head.Length = (long)first!.Value;
        return HttpFault.None;
    }

    private static HttpFault TransferEncoding(PlainHead head, string value)
    {
        foreach (string member in value.Split(',').Select(m => m.Trim(' ', '\t')))
        {
            if (member.Length == 0)
            {
                return HttpFault.CodingInvalid;
            }

            bool isChunked = string.Equals(member, "chunked", StringComparison.OrdinalIgnoreCase);
            if (head.Codings.Contains("chunked"))
            {
                return isChunked ? HttpFault.CodingRepeated : HttpFault.CodingUnknown;
            }

            head.Codings.Add(isChunked ? "chunked" : member);
        }

        return HttpFault.None;
    }

    internal static HttpFault Finish(PlainHead head, bool isRequest)
    {
        if (isRequest && FinishRequest(head) is var fault and not HttpFault.None)
        {
            return fault;
        }

        return head.Codings.All(c => c == "chunked") ? HttpFault.None
            : head.Codings.Contains("chunked") ? HttpFault.CodingUnsupported
            : HttpFault.CodingUnknown;
    }

    private static HttpFault FinishRequest(PlainHead head)
    {
        PlainField? host = head.Fields.Find(f => f.IsNamed("Host"));
        if (host is null && head.Is11)
        {
            return HttpFault.HostMissing;
        }

        string scheme = head.Method == "CONNECT" ? "" : AbsoluteTarget().Match(head.Target).Groups[1].Value;
        string authority = head.Method == "CONNECT" ? head.Target : AbsoluteTarget().Match(head.Target).Groups[2].Value;
        if (host is not null && authority.Length > 0 && head.Target[0] != '/' && !AreSame(authority, host.Value, scheme))
        {
            return HttpFault.HostMismatch;
        }

        return head.Is11 && Has(head, "Connection", "upgrade") && Has(head, "Upgrade", "websocket") && !HasKey(head)
            ? HttpFault.WebSocketKey
            : HttpFault.None;
    }

    private static bool Has(PlainHead head, string name, string member) => head.Fields
        .Where(f => f.IsNamed(name))
        .SelectMany(f => f.Value.Split(','))
        .Any(m => string.Equals(m.Trim(' ', '\t'), member, StringComparison.OrdinalIgnoreCase));

    private static bool HasKey(PlainHead head)
    {
        PlainField? key = head.Fields.FindLast(f => f.IsNamed("Sec-WebSocket-Key"));
        return key is not null && WebSocketKey().IsMatch(key.Value);
    }

    private static bool AreSame(string one, string other, string scheme)
    {
        if (!string.Equals(Host(one), Host(other), StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        int[] defaults = scheme.ToUpperInvariant() switch
        {
            "" => [80, 443],
            "HTTP" => [80],
            "HTTPS" => [443],
            _ => [],
        };
        int first = Port(one);
        int second = Port(other);
        return first == second || (first < 0 && defaults.Contains(second)) || (second < 0 && defaults.Contains(first));
    }

    private static string Host(string authority) => AuthorityText().Match(authority).Groups[1].Value;

    private static int Port(string authority)
    {
        string digits = AuthorityText().Match(authority).Groups[2].Value;
        return digits.Length == 0 ? -1 : int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\A([A-Za-z][A-Za-z0-9+.\-]*)://([^/?#]*)(?s:.*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex AbsoluteTarget();

    [GeneratedRegex(
        @"\A(\[[0-9A-Fa-fVv:.]{2,}\]|(?:[A-Za-z0-9\-._~!$&'()*+;=]|%[0-9A-Fa-f]{2})+)(?::(0*(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[0-9]{1,4})|))?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex AuthorityText();

    [GeneratedRegex(@"\A[A-Za-z0-9+/]{21}[AQgw]==\z", RegexOptions.CultureInvariant)]
    private static partial Regex WebSocketKey();
}
