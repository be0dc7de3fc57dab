using Engine.Config;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Health;
using Engine.Proxy.Plan;
using Engine.Proxy.State;
using Xunit;

namespace Engine.Stages.Tests.Plans;

/// <summary>Where agents are asked after a start with states of before (CFG 3.1 server-state-file; MGT 9.3 show servers state).</summary>
public sealed class AgentStateTests
{
    /// <summary>An agent's port stands on its line, always.</summary>
    [Theory]
    [InlineData("", "127.0.0.8:80")]
    [InlineData("agent-addr 127.0.0.2", "127.0.0.2:0")]
    public void PlaceOfAnAgent_IsTheLastOne_UnlessWritten(string options, string address)
    {
        DiagnosticBag diagnostics = new();
        ConfigReader reader = new(BuiltInStages.Catalog.ToVocabulary(), diagnostics) { Environment = new ConfigEnvironment() };
        Configuration configuration = reader.ReadText("a.cfg", "defaults\n timeout server 1m\n timeout connect 1m\nbackend b\n server s 127.0.0.1:80 agent-check agent-port 99 " + options + "\n");
        ServerState state = PlanCompiler.Compile(configuration, BuiltInStages.Catalog, diagnostics)!.Backends[0].State.Servers[0];

        ServerStateRow.Read("2 b 1 s 127.0.0.1 2 0 1 1 5 1 0 2 0 30 0 0 - 80 - 0 0 - 127.0.0.8 9000")!.Apply(state);

        CheckPlan plan = state.Health.Agent.Changed ?? state.Plan.Health.Agent!;
        Assert.Equal((address, 99), (plan.Endpoint?.ToString(), plan.Port));
    }
}
