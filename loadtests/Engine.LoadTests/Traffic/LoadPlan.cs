using System.Collections.Generic;
using Engine.Http;
using Engine.IO.Addressing;
using Engine.LoadTests.Scenarios;

namespace Engine.LoadTests.Traffic;

/// <summary>A scenario made ready to run: addresses resolved, requests rendered. Immutable, shared by all loops.</summary>
internal sealed record LoadPlan(Scenario Scenario, SocketEndpoint Endpoint, IReadOnlyList<RequestTemplate> Templates)
{
    /// <summary>Null exactly when <paramref name="faults"/> gets any.</summary>
    public static LoadPlan? Compile(Scenario scenario, FaultList faults)
    {
        if (!EndpointResolver.TryResolve(scenario.Target.Host, scenario.Target.Port, SocketFamily.Unspecified, out IReadOnlyList<SocketEndpoint>? endpoints, out string? error))
        {
            faults.AddMissing(error, "the target of a scenario is http://HOST:PORT");
            return null;
        }

        var templates = new List<RequestTemplate>(scenario.Steps.Count);
        foreach (Step step in scenario.Steps)
        {
            if (RequestRenderer.TryRender(scenario, step, out RequestTemplate template, out HttpFault fault))
            {
                templates.Add(template);
                continue;
            }

            HttpFaultRow row = HttpFaults.Of(fault);
            string message = $"step '{step.Name}' makes no valid request: {row.Text} ({row.Source})";
            if (step.Line is { } line)
            {
                faults.Add(line, line.Words[1], message, "look at its method, path and headers");
            }
            else
            {
                faults.AddMissing(message, "look at its method, path and headers");
            }
        }

        return faults.All.Count == 0 ? new LoadPlan(scenario, endpoints[0], templates) : null;
    }

    /// <summary>What one of several loops has of a number of connections.</summary>
    public int ShareOf(int connections, int loop) => (connections + Scenario.Loops - 1 - loop) / Scenario.Loops;
}
