namespace Engine.Proxy.Exchanges;

/// <summary>The order in which the rules on a request are read.</summary>
internal enum RoutePhase : byte
{
    FrontendTcp,
    FrontendBody,
    Monitor,
    RequestLine,
    FrontendHttp,
    FrontendPage,
    FrontendRedirect,
    Backend,
    BackendTcp,
    BackendBody,
    BackendHttp,
    BackendPage,
    BackendRedirect,
    Done,
}
