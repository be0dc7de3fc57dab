using Engine.Config.Expressions;
using Engine.Config.Model;
using Engine.Proxy.Stages;
using Engine.Stages.Actions;
using Engine.Stages.Balancers;
using Engine.Stages.Converters;
using Engine.Stages.Fetches;
using Engine.Stages.Matchers;

namespace Engine.Stages;

/// <summary>The tables of all parts in this project: a new one is its own file and one row here, or in the table of its family.</summary>
public static class BuiltInStages
{
    private static readonly Ruleset[] Requests = [Ruleset.HttpRequest];
    private static readonly Ruleset[] Messages = [Ruleset.HttpRequest, Ruleset.HttpResponse];
    private static readonly Ruleset[] AnyHttp = [Ruleset.HttpRequest, Ruleset.HttpResponse, Ruleset.HttpAfterResponse];

    public static StageCatalog Catalog { get; } = new()
    {
        DefaultBalancer = "roundrobin",
        Balancers =
        [
            new("roundrobin", "Servers in turn, in proportion to their weights.", RoundRobin.Create),
        ],
        Actions =
        [
            new("add-acl", Messages, "Adds a pattern to a list, unless it is there.", EditPatternsAction.CreateAdd),
            new("add-header", AnyHttp, "Adds a header field at the end.", SetHeaderAction.CreateAdd),
            new("allow", Requests, "Accepts the request: no further http-request rule of this section is read.", AllowAction.Create),
            new("del-acl", Messages, "Removes a pattern from a list.", EditPatternsAction.CreateRemove),
            new("del-map", Messages, "Removes a key from a map.", EditPatternsAction.CreateRemove),
            new("deny", Requests, "Refuses the request with an error page, 403 unless another status is given.", DenyAction.Create),
            new("redirect", Requests, "Sends the client to another place.", RedirectAction.Create),
            new("return", Requests, "Answers with a fixed response; no server is asked.", ReturnAction.Create),
            new("set-header", AnyHttp, "Sets a header field in place of all of its name.", SetHeaderAction.CreateSet),
            new("set-map", Messages, "Gives a key of a map its value.", EditPatternsAction.CreateSet),
        ],
        Fetches = [.. AclFetches.Rows, .. ConnectionFetches.Rows, .. HeaderFetches.Rows, .. RequestFetches.Rows],
        Converters = [.. MapConverters.Rows, .. TextConverters.Rows],
        Matchers =
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
        ],
    };
}
