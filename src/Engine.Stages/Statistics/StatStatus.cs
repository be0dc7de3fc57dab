using Engine.Proxy.Health;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Stages.Statistics;

/// <summary>The word that says how a frontend, backend, server or listener is (CSV <c>status</c>).</summary>
internal static class StatStatus
{
    public static string Of(StatSubject subject) => subject.Kind switch
    {
        StatKinds.Frontend => OfFrontend(subject.Frontend!),
        StatKinds.Backend => OfBackend(subject.Backend!),
        StatKinds.Server => OfServer(subject.Server!),
        _ => "OPEN",
    };

    public static string OfFrontend(FrontendPlan frontend) => frontend.State.IsStopped ? "STOP" : frontend.State.IsPaused ? "PAUSED" : "OPEN";

    /// <summary>A backend without servers is up: it may be there for its rules alone.</summary>
    public static string OfBackend(BackendPlan backend) => backend.State.Usable.Count > 0 || backend.State.Servers.Count == 0 ? "UP" : "DOWN";

    /// <summary>How far it is from a change stands behind it: "UP 1/3" has one failure left of three, "DOWN 1/2" one success of two.</summary>
    public static string OfServer(ServerState server)
    {
        if ((server.Admin & ServerAdmin.Maintenance) != 0)
        {
            return (server.Admin & ServerAdmin.InheritedMaintenance) != 0 && server.Health.Tracked is { } tracked ? $"MAINT (via {tracked.Server.Backend.Name}/{tracked.Server.Name})"
                : (server.Admin & ServerAdmin.ResolutionMaintenance) != 0 ? "MAINT (resolution)" : "MAINT";
        }

        CheckState check = Root(server.Health).Check;
        string progress = check.IsEnabled ? $" {check.Progress.Done}/{check.Progress.Of}" : "";
        bool isFading = check.IsEnabled && check.IsUp && check.Health < check.HealthMax;
        CheckState agent = server.Health.Agent;
        switch (server.Operation)
        {
            case ServerOperation.Stopped when agent is { IsEnabled: true, IsUp: false }:
                return "DOWN (agent)";
            case ServerOperation.Stopped:
                return check is { IsEnabled: true, IsUp: false, Health: > 0 } ? "DOWN" + progress : "DOWN";
            case ServerOperation.Stopping:
                return isFading ? "NOLB" + progress : "NOLB";
            default:
                bool drains = (server.Admin & ServerAdmin.Drain) != 0 || server.Weight == 0;
                string up = drains ? (agent is { IsEnabled: true } && (server.Admin & ServerAdmin.Drain) == 0 ? "DRAIN (agent)" : "DRAIN") : check.IsEnabled || check.IsConfigured ? "UP" : "no check";
                return isFading ? (drains ? "DRAIN" : "UP") + progress : up;
        }
    }

    /// <summary>Whose checks count: those of the server at the end of the chain that it tracks.</summary>
    public static ServerHealthShared Root(ServerHealthShared health)
    {
        while (health.Tracked is { } tracked)
        {
            health = tracked;
        }

        return health;
    }
}
