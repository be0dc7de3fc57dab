using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary><c>option tcp-check</c> with the tcp-check lines of its section (CFG 4.2).</summary>
internal static class TcpCheck
{
    internal static CheckScript? Create(CheckArguments arguments) => new([]) { NamesSteps = true };
}
