using System.Collections.Generic;

namespace Engine.Proxy.Plan;

/// <summary><c>fullconn</c> of backends that do not say it: a tenth of the connections of all frontends that may lead there (CFG 4.2 fullconn).</summary>
internal static class FullConnections
{
    private const int Share = 10;

    internal static void Fill(List<FrontendPlan> frontends, List<BackendPlan> backends)
    {
        foreach (BackendPlan backend in backends)
        {
            if (backend.FullConn > 0)
            {
                continue;
            }

            long connections = 0;
            foreach (FrontendPlan frontend in frontends)
            {
                connections += MayLeadTo(frontend, backend) ? frontend.State.Connections.Max : 0;
            }

            backend.FullConn = (int)long.Min(int.MaxValue, (connections + Share - 1) / Share);
        }
    }

    private static bool MayLeadTo(FrontendPlan frontend, BackendPlan backend)
    {
        if (frontend.DefaultBackend == backend)
        {
            return true;
        }

        foreach (UseBackendPlan use in frontend.UseBackends)
        {
            if (use.Backend == backend)
            {
                return true;
            }
        }

        return false;
    }
}
