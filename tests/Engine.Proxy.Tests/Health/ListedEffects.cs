using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Health;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Proxy.Tests.Health;

/// <summary>What follows from changes of state, written down, by a clock of the test's own.</summary>
internal sealed class ListedEffects : HealthEffects
{
    private long _nowMs = 10_000;

    public override long NowMs => _nowMs;

    /// <summary>"alert: Server b/s is DOWN ...".</summary>
    public List<string> Said { get; } = [];

    /// <summary>"end s", "leave s", "return s", "warm s", "hasten s 500".</summary>
    public List<string> Done { get; } = [];

    /// <summary>What <see cref="Leave"/> and <see cref="Return"/> report.</summary>
    public int Moved { get; set; }

    /// <summary>All servers of a plan, by this clock.</summary>
    public static ListedEffects Of(ProxyPlan plan)
    {
        ListedEffects effects = new();
        foreach (BackendPlan backend in plan.Backends)
        {
            foreach (ServerState server in backend.State.Servers)
            {
                server.Health.Attach(effects);
            }
        }

        return effects;
    }

    public void Pass(long ms) => _nowMs += ms;

    /// <summary>What was said since the last call, one line each.</summary>
    public string TakeSaid()
    {
        string said = string.Join('\n', Said);
        Said.Clear();
        return said;
    }

    public override void Say(ServerState server, LogLevel level, string text) => Said.Add($"{level}: {text}.");

    public override void SayEmpty(BackendState backend) => Said.Add($"Emerg: {backend.Name} is empty");

    public override void EndSessions(ServerState server, bool isDown) => Done.Add($"end {server.Name}{(isDown ? "" : " as backup")}");

    public override int Leave(ServerState server)
    {
        Done.Add("leave " + server.Name);
        return Moved;
    }

    public override int Return(ServerState server)
    {
        Done.Add("return " + server.Name);
        return Moved;
    }

    public override void WarmUp(ServerState server) => Done.Add("warm " + server.Name);

    public override void Hasten(ServerState server, long dueMs) => Done.Add($"hasten {server.Name} {dueMs - NowMs}");
}
