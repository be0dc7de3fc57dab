using Engine.Config.Model;
using Engine.Proxy.Plan;

namespace Engine.Proxy.Exchanges;

/// <summary>Which phases of routing have anything to do, a bit for each: most files use few of them, and the others cost nothing.</summary>
internal static class RoutePhases
{
    internal static uint Of(FrontendPlan frontend)
    {
        bool isHttp = frontend.Mode == ProxyMode.Http;
        bool countsLate = frontend.Rules.TcpRequestConnection.Length + frontend.Rules.TcpRequestSession.Length + frontend.Rules.TcpRequestContent.Length > 0;
        return Bit(RoutePhase.FrontendTcp, frontend.Rules.TcpRequestContent.Length > 0)
            | Bit(RoutePhase.FrontendBody, countsLate || frontend.BuffersRequests)
            | Bit(RoutePhase.Monitor, isHttp && frontend.MonitorUri.Length > 0)
            | Bit(RoutePhase.RequestLine, isHttp && frontend.LogsRequest)
            | Bit(RoutePhase.FrontendHttp, isHttp && frontend.Rules.HttpRequest.Length > 0)
            | Bit(RoutePhase.FrontendPage, frontend.Rules.Page.Length > 0)
            | Bit(RoutePhase.FrontendRedirect, frontend.Rules.Redirect.Length > 0)
            | Bit(RoutePhase.Backend, true);
    }

    internal static uint Of(BackendPlan backend) =>
        Bit(RoutePhase.BackendTcp, backend.Rules.TcpRequestContent.Length > 0)
        | Bit(RoutePhase.BackendBody, backend.BuffersRequests || backend.BalancesByBody || backend.NameRestriction != NameRestriction.Preserve)
        | Bit(RoutePhase.BackendHttp, backend.Rules.HttpRequest.Length > 0)
        | Bit(RoutePhase.BackendPage, backend.Rules.Page.Length > 0)
        | Bit(RoutePhase.BackendRedirect, backend.Rules.Redirect.Length > 0);

    private static uint Bit(RoutePhase phase, bool isUsed) => isUsed ? 1u << (int)phase : 0;
}
