using System;
using System.Collections.Generic;
using Engine.Proxy.Conditions;
using Engine.Proxy.Replies;
using Engine.Proxy.State;
using Engine.Proxy.Users;
using Engine.Proxy.Variables;

namespace Engine.Proxy.Plan;

/// <summary>
/// What expressions and rules may refer to by name: identities, which exist before anything that refers to them is compiled, so
/// that proxies may refer to one another.
/// </summary>
public sealed class PlanNames
{
    private readonly Dictionary<string, FrontendState> _frontends = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BackendState> _backends = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ErrorReplies> _httpErrors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UserListShared> _userLists = new(StringComparer.Ordinal);

    private readonly HashSet<string> _resolvers = new(StringComparer.Ordinal);

    private readonly Dictionary<string, CapturesPlan> _captures = new(StringComparer.Ordinal);

    private readonly Dictionary<Type, object> _shared = [];

    public VariableTable Variables { get; } = new();

    public PatternLists Patterns { get; } = new();

    /// <summary>http-errors sections.</summary>
    public IReadOnlyDictionary<string, ErrorReplies> HttpErrors => _httpErrors;

    /// <summary>userlist sections.</summary>
    public IReadOnlyDictionary<string, UserListShared> UserLists => _userLists;

    /// <summary>Names of resolvers sections.</summary>
    public IReadOnlySet<string> Resolvers => _resolvers;

    public IReadOnlyDictionary<string, FrontendState> Frontends => _frontends;

    public IReadOnlyDictionary<string, BackendState> Backends => _backends;

    /// <summary>What a frontend or listen section captures; none for backends.</summary>
    public CapturesPlan CapturesOf(string frontend) => _captures.GetValueOrDefault(frontend, CapturesPlan.None);

    internal void Add(string frontend, CapturesPlan captures) => _captures[frontend] = captures;

    /// <summary>What the stages of one kind share among all places of a plan, such as files that were read: made when it is first asked for.</summary>
    public T Shared<T>()
        where T : class, new()
    {
        if (!_shared.TryGetValue(typeof(T), out object? found))
        {
            found = new T();
            _shared.Add(typeof(T), found);
        }

        return (T)found;
    }

    internal void Add(string name, ErrorReplies httpErrors) => _httpErrors[name] = httpErrors;

    internal void Add(string name, UserListShared userList) => _userLists[name] = userList;

    internal void Add(ResolversPlan resolvers) => _resolvers.Add(resolvers.Name);

    internal void Add(FrontendState frontend) => _frontends[frontend.Name] = frontend;

    internal void Add(BackendState backend) => _backends[backend.Name] = backend;
}
