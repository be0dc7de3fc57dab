using Engine.Config.Model;
using Engine.Proxy.Stages;
using Engine.Stages.Actions;
using Engine.Stages.Balancers;

namespace Engine.Stages;

/// <summary>The tables of all parts in this project: a new one is its own file and one row here.</summary>
public static class BuiltInStages
{
    public static StageCatalog Catalog { get; } = new()
    {
        DefaultBalancer = "roundrobin",
        Balancers =
        [
            new("roundrobin", "Servers in turn, in proportion to their weights.", RoundRobin.Create),
        ],
        Actions =
        [
            new("allow", [Ruleset.HttpRequest], "Accepts the request: no further http-request rule of this section is read.", AllowAction.Create),
            new("deny", [Ruleset.HttpRequest], "Refuses the request with an error page, 403 unless another status is given.", DenyAction.Create),
            new("redirect", [Ruleset.HttpRequest], "Sends the client to another place.", RedirectAction.Create),
            new("return", [Ruleset.HttpRequest], "Answers with a fixed response; no server is asked.", ReturnAction.Create),
        ],
    };
}
