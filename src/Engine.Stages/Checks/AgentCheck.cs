using Engine.Config.Text;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary><c>agent-check</c>: one line of an agent beside the server (CFG 5.2).</summary>
internal static class AgentCheck
{
    internal static CheckScript Create(CheckArguments arguments)
    {
        FixedScript script = new();
        if (arguments.AgentSend is { Length: > 0 } text)
        {
            script.Send(ByteText.ToBytes(text));
        }

        return script.Expect(new AgentStep()).Finish();
    }
}
