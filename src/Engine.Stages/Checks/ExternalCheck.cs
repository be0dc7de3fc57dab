using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary><c>option external-check</c>: a command says whether a server is up (CFG 4.2).</summary>
internal static class ExternalCheck
{
    internal static CheckScript? Create(CheckArguments arguments)
    {
        bool good = true;
        if (!arguments.Global.ExternalCheck)
        {
            arguments.Diagnostics.Error(arguments.Where, 1, "checks by commands are not allowed", "write 'external-check' in the global section");
            good = false;
        }

        if (!arguments.Global.InsecureFork)
        {
            arguments.Diagnostics.Error(arguments.Where, 1, "checks by commands need processes to be started", "write 'insecure-fork-wanted' in the global section");
            good = false;
        }

        if (arguments.Proxy.Health.ExternalCommand is not { } command)
        {
            arguments.Diagnostics.Error(arguments.Where, 1, "'option external-check' needs its command", "write a line: external-check command PATH");
            return null;
        }

        return good ? new CheckScript([]) { Command = new CheckCommand(command, arguments.Proxy.Health.ExternalPath, arguments.Global.ExternalCheckKeepsEnvironment) } : null;
    }
}
