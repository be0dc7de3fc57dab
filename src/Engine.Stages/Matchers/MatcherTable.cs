using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Proxy.Conditions;

namespace Engine.Stages.Matchers;

/// <summary>Every way of matching (CFG 7.1: <c>-m</c>).</summary>
internal static class MatcherTable
{
    internal static IReadOnlyList<MatcherRow> Rows { get; } =
    [
        new(AclMatch.Found, "There is a value.", static _ => new FoundMatcher(asBoolean: false)),
        new(AclMatch.Boolean, "The value is true.", static _ => new FoundMatcher(asBoolean: true)),
        new(AclMatch.Integer, "A number, a range, or a comparison.", static options => new IntegerMatcher(options, ofLength: false)),
        new(AclMatch.Address, "An address or network; of several, the smallest.", static options => new AddressMatcher(options)),
        new(AclMatch.Binary, "The bytes written in hexadecimal.", static _ => new BinaryMatcher()),
        new(AclMatch.Length, "The length of the text, as a number is matched.", static options => new IntegerMatcher(options, ofLength: true)),
        new(AclMatch.Text, "The whole text.", static options => new ExactMatcher(options)),
        new(AclMatch.Beginning, "The beginning of the text; of several patterns, the longest.", static options => new BeginningMatcher(options)),
        new(AclMatch.End, "The end of the text.", static options => new EndMatcher(options)),
        new(AclMatch.Substring, "Anywhere in the text.", static options => new SubstringMatcher(options)),
        new(AclMatch.Directory, "Parts of a path, between slashes.", static options => new WordMatcher(options, WordMatcher.Directories)),
        new(AclMatch.Domain, "Parts of a domain name or URL, between dots, slashes, colons.", static options => new WordMatcher(options, WordMatcher.Domains)),
        new(AclMatch.Regex, "A regular expression.", static options => new RegexMatcher(options)),
    ];
}
