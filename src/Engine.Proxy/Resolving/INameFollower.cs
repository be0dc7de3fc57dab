using Engine.IO.DomainNames;

namespace Engine.Proxy.Resolving;

/// <summary>Whoever wants to know each time a name was resolved.</summary>
internal interface INameFollower
{
    /// <summary>On the loop that resolves; with the failure when there was no good answer.</summary>
    void OnResolved(NameQuery query, DnsAnswer answer);
}
