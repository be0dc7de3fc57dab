using System.Collections.Generic;
using System.Text;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config.Values;

/// <summary>Addresses of <c>bind</c>, <c>server</c>, <c>source</c> and <c>log</c> (CFG 11). Nothing is resolved or opened here.</summary>
public static class AddressParser
{
    /// <param name="text">One address. Variables in it are resolved even though no quotes protect them, as HAProxy does.</param>
    /// <param name="rules">What the keyword allows.</param>
    /// <param name="environment">What those variables mean.</param>
    /// <param name="address">
    /// FirstPort is 0 where no port is written (server: the client's destination port; source: any). "*" and "" mean all IPv4 addresses,
    /// unless the family says IPv6. Family Any with another host is a name to resolve. With PortOffset, FirstPort may be negative.
    /// </param>
    /// <param name="issue">Set on failure; also on success when the writing deserves a warning.</param>
    public static bool TryParse(string text, AddressRules rules, ConfigEnvironment environment, out AddressConfig? address, out ValueIssue? issue)
    {
        address = null;
        if (!TryExpand(text, environment, out string expanded, out string? unset, out issue))
        {
            return false;
        }

        if (expanded.Length == 0)
        {
            issue = unset is null
                ? new ValueIssue(0, 0, $"{rules.Name} is missing")
                : new ValueIssue(0, text.Length, $"the address is empty because the variable '{unset}' is not set", $"set it, or give a default: ${{{unset}-127.0.0.1:80}}");
            return false;
        }

        var reader = new AddressReader(expanded, rules);
        address = reader.Read();
        issue = reader.Issue;
        if (issue is not null && expanded != text)
        {
            issue = new ValueIssue(0, text.Length, $"{issue.Message} (the address reads '{expanded}' once its variables are replaced)", issue.Fix);
        }

        return address is not null;
    }

    /// <summary>Addresses with commas between, as <c>bind</c> takes them; a final comma is forgiven with a warning.</summary>
    public static bool TryParseList(string text, AddressRules rules, ConfigEnvironment environment, out IReadOnlyList<AddressConfig> addresses, out ValueIssue? issue)
    {
        var found = new List<AddressConfig>();
        addresses = found;
        issue = null;
        int start = 0;
        while (start < text.Length || start == 0)
        {
            int comma = text.IndexOf(',', start);
            int end = comma < 0 ? text.Length : comma;
            bool parsed = TryParse(text[start..end], rules, environment, out AddressConfig? address, out ValueIssue? one);
            issue = one is null ? issue : one with { Offset = one.Offset + start };
            if (!parsed)
            {
                return false;
            }

            found.Add(address!);
            if (comma == text.Length - 1)
            {
                issue ??= new ValueIssue(comma, 1, "no address follows this comma", "remove the comma");
            }

            start = end + 1;
        }

        return true;
    }

    /// <param name="text">The address as written.</param>
    /// <param name="environment">What variables mean.</param>
    /// <param name="expanded">The address with its variables replaced.</param>
    /// <param name="unset">The first variable that is not set, if any.</param>
    /// <param name="issue">Set on failure.</param>
    private static bool TryExpand(string text, ConfigEnvironment environment, out string expanded, out string? unset, out ValueIssue? issue)
    {
        unset = null;
        issue = null;
        expanded = text;
        if (!text.Contains('$', System.StringComparison.Ordinal))
        {
            return true;
        }

        var variables = new VariableReader(environment);
        var line = new SourceLine("", 0, text, "");
        var result = new StringBuilder();
        for (int at = 0; at < text.Length;)
        {
            if (text[at] != '$')
            {
                result.Append(text[at++]);
                continue;
            }

            VariableUse use = variables.Read(line, at);
            if (use.Issue is not null)
            {
                issue = use.Issue with { Fix = "variables are written $NAME or ${NAME}" };
                return false;
            }

            unset ??= use.IsUnset ? use.Name : null;
            result.Append(use.Value);
            at = use.End;
        }

        expanded = result.ToString();
        return true;
    }
}
