namespace Engine.Proxy.Exchanges;

/// <summary>The order in which the rules on a response are read.</summary>
internal enum ResponsePhase : byte
{
    Tcp,
    Store,
    Backend,
    Frontend,
    Cookies,
    BackendAfter,
    FrontendAfter,
    Done,
}
