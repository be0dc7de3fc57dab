using System.Collections.Generic;
using System.Net;
using Engine.Config.Model;
using Engine.Config.Values;
using Row = Engine.Config.Keywords.Row<Engine.Config.Model.ServerConfig>;

namespace Engine.Config.Keywords;

/// <summary>Options of server lines about resolving their names (CFG 5.2, 5.3).</summary>
internal static class ResolutionOptions
{
    private const SectionSet S = SectionSet.None;

    private static readonly ServerResolutionConfig None = new((string?)null);

    public static readonly IReadOnlyList<Keyword<ServerConfig>> Rows =
    [
        Row.Built("resolvers", S, Grammar.Of(Argument.Text("NAME")), "The section by which the server's name is resolved while running.", static (s, c) => s.Resolution = Of(s) with { Resolvers = c.Text() }),
        Row.Built("resolve-prefer", S, Grammar.Of(Argument.Choice("ipv4", "ipv6")), "The family of addresses that is taken first (ipv6 unless written).", static (s, c) => s.Resolution = Of(s) with { PrefersIPv4 = c.Text() == "ipv4" }),
        Row.Built("resolve-net", S, Grammar.Of(Argument.Text("NETWORK,...")), "Networks whose addresses are taken first.", SetNetworks),
        Row.Built("resolve-opts", S, Grammar.Of(Argument.Text("OPTION,...")), "allow-dup-ip, prevent-dup-ip, ignore-weight.", SetOptions),
        Row.Built("init-addr", S, Grammar.Of(Argument.Text("METHOD,...")), "How the address is found at the start: last, libc, none and addresses, in the order in which they are tried.", SetInitial),
    ];

    private static ServerResolutionConfig Of(ServerConfig server) => server.Resolution ?? None;

    private static void SetNetworks(ServerConfig server, KeywordCall call)
    {
        string[] networks = call.Text().Split(',');
        foreach (string network in networks)
        {
            if (!NetworkParser.TryParse(network, out _, out Text.ValueIssue? issue))
            {
                call.Error(call.Values[0].Word, $"'resolve-net': {issue!.Message}", issue.Fix);
                return;
            }
        }

        server.Resolution = Of(server) with { Networks = networks };
    }

    private static void SetOptions(ServerConfig server, KeywordCall call)
    {
        ServerResolutionConfig resolution = Of(server);
        foreach (string option in call.Text().Split(','))
        {
            switch (option)
            {
                case "allow-dup-ip":
                    resolution = resolution with { AllowsDuplicates = true };
                    break;
                case "prevent-dup-ip":
                    resolution = resolution with { AllowsDuplicates = false };
                    break;
                case "ignore-weight":
                    resolution = resolution with { IgnoresWeight = true };
                    break;
                default:
                    call.Error(call.Values[0].Word, $"'{option}' is no option of 'resolve-opts'", "there are allow-dup-ip, prevent-dup-ip and ignore-weight");
                    return;
            }
        }

        server.Resolution = resolution;
    }

    private static void SetInitial(ServerConfig server, KeywordCall call)
    {
        string[] methods = call.Text().Split(',');
        foreach (string method in methods)
        {
            if (method is not ("last" or "libc" or "none") && !IPAddress.TryParse(method, out _))
            {
                call.Error(call.Values[0].Word, $"'{method}' is no way to find an address", "there are last, libc, none, and addresses such as 192.0.2.1");
                return;
            }
        }

        server.InitialAddress = methods;
    }
}
