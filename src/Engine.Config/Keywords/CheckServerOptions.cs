using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Values;
using Row = Engine.Config.Keywords.Row<Engine.Config.Model.ServerConfig>;

namespace Engine.Config.Keywords;

/// <summary>The options of <c>server</c> and <c>default-server</c> lines about health (CFG 5.2).</summary>
internal static class CheckServerOptions
{
    /// <summary>Failures or successes in a row are counted in a small number; HAProxy's is an int as well.</summary>
    private const int CountMax = 1_000_000;

    private const int PortMax = 65535;

    private const SectionSet S = SectionSet.None;

    private static readonly Grammar Time = Grammar.Of(Argument.Time());
    private static readonly Grammar Address = Grammar.Of(Argument.Address(AddressRules.Check));
    private static readonly Grammar Port = Grammar.Of(Argument.Number("PORT", 1, PortMax));

    public static readonly IReadOnlyList<Keyword<ServerConfig>> Rows =
    [
        Row.Built("check", S, Grammar.None, "Checks the health of this server.", static (s, _) => s.Health.Check = true),
        Row.Built("no-check", S, Grammar.None, "Undoes 'check' of default-server.", static (s, _) => s.Health.Check = false),
        Row.Built("inter", S, Time, "Pause between two checks (2s unless written).", static (s, c) => s.Health.InterMs = AtLeastOne(c)),
        Row.Built("fastinter", S, Time, "Pause between two checks while the server goes up or down.", static (s, c) => s.Health.FastInterMs = AtLeastOne(c)),
        Row.Built("downinter", S, Time, "Pause between two checks while the server is down.", static (s, c) => s.Health.DownInterMs = AtLeastOne(c)),
        Row.Built("rise", S, Grammar.Of(Argument.Number("CHECKS", 1, CountMax)), "Good checks in a row until a server is up (2 unless written).", static (s, c) => s.Health.Rise = c.Int()),
        Row.Built("fall", S, Grammar.Of(Argument.Number("CHECKS", 1, CountMax)), "Bad checks in a row until a server is down (3 unless written).", static (s, c) => s.Health.Fall = c.Int()),
        Row.Built("addr", S, Address, "Address that checks and the agent are asked at, when it is another.", static (s, c) => s.Health.Address = c.Values[0].Addresses![0]),
        Row.Built("port", S, Port, "Port that is checked, when it is another.", static (s, c) => s.Health.Port = c.Int()),
        Row.Built("check-send-proxy", S, Grammar.None, "Begins the connections of checks with a PROXY header.", static (s, _) => s.Health.SendProxy = true),
        Row.Built("no-check-send-proxy", S, Grammar.None, "Undoes 'check-send-proxy' of default-server.", static (s, _) => s.Health.SendProxy = false),
        Row.Built("check-proto", S, Grammar.Of(Argument.Choice("h1", "none").KnowingAlso("h2", "fcgi")), "The protocol of checks, whatever was negotiated.", static (_, _) => { }),
        Row.Built("agent-check", S, Grammar.None, "Asks an agent beside the server for its state and weight.", static (s, _) => s.Health.Agent = true),
        Row.Built("no-agent-check", S, Grammar.None, "Undoes 'agent-check' of default-server.", static (s, _) => s.Health.Agent = false),
        Row.Built("agent-inter", S, Time, "Pause between two questions to the agent ('inter' unless written).", static (s, c) => s.Health.AgentInterMs = AtLeastOne(c)),
        Row.Built("agent-addr", S, Address, "Address of the agent, when it is another.", static (s, c) => s.Health.AgentAddress = c.Values[0].Addresses![0]),
        Row.Built("agent-port", S, Port, "Port of the agent.", static (s, c) => s.Health.AgentPort = c.Int()),
        Row.Built("agent-send", S, Grammar.Of(Argument.Text("TEXT")), "What the agent is told first.", static (s, c) => s.Health.AgentSend = c.Text()),
        Row.Built("observe", S, Grammar.Of(Argument.Choice("layer4", "layer7")), "Counts errors of live traffic as signs of health.", static (s, c) => s.Health.Observe = c.Text() == "layer4" ? ObservedLayer.Layer4 : ObservedLayer.Layer7),
        Row.Built("error-limit", S, Grammar.Of(Argument.Number("ERRORS", 1, CountMax)), "Errors in a row that 'on-error' waits for (10 unless written).", static (s, c) => s.Health.ErrorLimit = c.Int()),
        Row.Built("on-error", S, Grammar.Of(Argument.Choice("fastinter", "fail-check", "sudden-death", "mark-down")), "What errors of live traffic lead to (fail-check unless written).", static (s, c) => s.Health.OnError = ReactionOf(c.Text())),
        Row.Built("on-marked-down", S, Grammar.Of(Argument.Choice("shutdown-sessions")), "Ends what is under way when the server is found down.", static (s, _) => s.Health.EndsSessionsWhenDown = true),
        Row.Built("on-marked-up", S, Grammar.Of(Argument.Choice("shutdown-backup-sessions")), "Ends what is under way on backup servers when this one is found up.", static (s, _) => s.Health.EndsBackupSessionsWhenUp = true),
        Row.Built("init-state", S, Grammar.Of(Argument.Choice("fully-up", "up", "down", "fully-down")), "What is believed of the server before its first check (up unless written).", static (s, c) => s.Health.InitialState = InitialOf(c.Text())),
        Row.Built("slowstart", S, Time, "How long a server that comes back takes to reach its whole weight.", static (s, c) => s.Health.SlowStartMs = c.Int()),
        Row.Built("track", S, Grammar.Of(Argument.Text("[BACKEND/]SERVER")), "Takes over the state of another server instead of checking.", static (s, c) => s.Health.Track = c.Text()),
    ];

    /// <summary>CFG 5.2 inter: 0 would never let a loop rest.</summary>
    private static int AtLeastOne(KeywordCall call)
    {
        if (call.Int() == 0)
        {
            call.Error(call.Values[0].Word, $"'{call.Name} 0' leaves no pause at all", "write 1 ms or more");
        }

        return call.Int();
    }

    private static ErrorReaction ReactionOf(string word) => word switch
    {
        "fastinter" => ErrorReaction.FastInter,
        "sudden-death" => ErrorReaction.SuddenDeath,
        "mark-down" => ErrorReaction.MarkDown,
        _ => ErrorReaction.FailCheck,
    };

    private static InitialHealth InitialOf(string word) => word switch
    {
        "fully-up" => InitialHealth.FullyUp,
        "down" => InitialHealth.Down,
        "fully-down" => InitialHealth.FullyDown,
        _ => InitialHealth.Up,
    };
}
