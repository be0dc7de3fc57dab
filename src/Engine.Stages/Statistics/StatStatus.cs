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

    public static string OfServer(ServerState server)
    {
        if ((server.Admin & ServerAdmin.Maintenance) != 0)
        {
            return (server.Admin & ServerAdmin.ResolutionMaintenance) != 0 ? "MAINT (resolution)" : "MAINT";
        }

        return server.Operation switch
        {
            ServerOperation.Stopped => "DOWN",
            ServerOperation.Stopping => "NOLB",
            _ when (server.Admin & ServerAdmin.Drain) != 0 || server.Weight == 0 => "DRAIN",
            _ => "no check",
        };
    }
}
