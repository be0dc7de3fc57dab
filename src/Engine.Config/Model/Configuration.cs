using System.Collections.Generic;
using Engine.Config.Expressions;

namespace Engine.Config.Model;

/// <summary>Everything the operator wrote, checked and resolved against the vocabulary. Immutable outside this project.</summary>
public sealed class Configuration
{
    public GlobalConfig Global { get; internal init; } = new();

    /// <summary>What the expressions in rule arguments are parsed with when the rules are compiled.</summary>
    public required ExpressionContext Expressions { get; init; }

    /// <summary>http-errors sections in order of declaration.</summary>
    public IReadOnlyList<HttpErrorsConfig> HttpErrors { get; internal init; } = [];

    /// <summary>userlist sections in order of declaration.</summary>
    public IReadOnlyList<UserListConfig> UserLists { get; internal init; } = [];

    /// <summary>resolvers sections in order of declaration.</summary>
    public IReadOnlyList<ResolversConfig> Resolvers { get; internal init; } = [];

    /// <summary>cache sections in order of declaration.</summary>
    public IReadOnlyList<CacheConfig> Caches { get; internal init; } = [];

    /// <summary>mailers sections in order of declaration.</summary>
    public IReadOnlyList<MailersConfig> Mailers { get; internal init; } = [];

    /// <summary>peers sections in order of declaration.</summary>
    public IReadOnlyList<PeersConfig> Peers { get; internal init; } = [];

    /// <summary>frontend, backend and listen sections in order of declaration.</summary>
    public IReadOnlyList<ProxyConfig> Proxies { get; internal set; } = [];
}
