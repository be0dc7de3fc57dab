using System;
using System.Collections.Generic;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Proxy.Health;

/// <summary>
/// Spreads the first checks evenly over the shortest pause, so that they never come in bursts: of ten servers with a pause of 2 s one is
/// checked every 200 ms (semantics section 9; CFG 3.1 max-spread-checks).
/// </summary>
internal static class CheckSchedule
{
    /// <summary>Servers checked more often than this do not press the others into their own short pause.</summary>
    private const int ShortPauseMs = 1000;

    /// <summary>
    /// Checks of a thousand servers would wake the loop every few milliseconds, and waking it costs more than what it then does: those
    /// that are due within such a while begin together. A power of two; under a hundredth of the pauses it is used for.
    /// </summary>
    private const int BatchMs = 16;

    /// <summary>The time at which a check begins that is due at <paramref name="dueMs"/>, after a pause of that length: less than 8 ms off.</summary>
    internal static long Batch(long dueMs, int pauseMs) => pauseMs < ShortPauseMs ? dueMs : (dueMs + (BatchMs / 2)) & -BatchMs;

    internal static List<CheckStart> Of(ProxyPlan plan)
    {
        List<CheckStart> starts = [];
        int shortestMs = 0;
        int count = 0;
        foreach ((_, _, CheckPlan check, CheckState state) in AllOf(plan))
        {
            int pauseMs = check.PauseMs(state, isDown: false);
            count++;
            if (pauseMs >= ShortPauseMs && (shortestMs == 0 || shortestMs > pauseMs))
            {
                shortestMs = pauseMs;
            }
        }

        int position = 0;
        ServerState? last = null;
        foreach ((ServerState server, BackendPlan backend, CheckPlan check, CheckState state) in AllOf(plan))
        {
            position += last is null || last == server ? 0 : 1;
            last = server;
            long reachMs = Math.Max(shortestMs, check.PauseMs(state, isDown: false));
            int boundMs = plan.Global.MaxSpreadChecksMs;
            reachMs = boundMs > 0 ? Math.Min(reachMs, boundMs) : reachMs;
            starts.Add(new CheckStart(server, backend, check, state.IsAgent, (int)(reachMs * position / count)));
        }

        return starts;
    }

    private static IEnumerable<(ServerState Server, BackendPlan Backend, CheckPlan Plan, CheckState State)> AllOf(ProxyPlan plan)
    {
        foreach (BackendPlan backend in plan.Backends)
        {
            if (backend.Disabled)
            {
                continue;
            }

            foreach (ServerState server in plan.Names.ServersOf(backend.Name))
            {
                if (server.Plan.Health.Check is { } check)
                {
                    yield return (server, backend, server.Health.Check.Changed ?? check, server.Health.Check);
                }

                if (server.Plan.Health.Agent is { } agent)
                {
                    yield return (server, backend, server.Health.Agent.Changed ?? agent, server.Health.Agent);
                }
            }
        }
    }
}
