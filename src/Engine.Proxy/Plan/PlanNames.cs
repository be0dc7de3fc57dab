using System;
using System.Collections.Generic;
using Engine.Proxy.Caching;
using Engine.Proxy.Conditions;
using Engine.Proxy.Replies;
using Engine.Proxy.State;
using Engine.Proxy.Tables;
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
    private readonly Dictionary<string, IReadOnlyList<ServerState>> _servers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ErrorReplies> _httpErrors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UserListShared> _userLists = new(StringComparer.Ordinal);

    private readonly HashSet<string> _resolvers = new(StringComparer.Ordinal);

    private readonly Dictionary<string, CapturesPlan> _captures = new(StringComparer.Ordinal);

    private readonly Dictionary<string, StickTableShared> _tables = new(StringComparer.Ordinal);

    private readonly Dictionary<string, CacheShared> _caches = new(StringComparer.Ordinal);

    private readonly Dictionary<Type, object> _shared = [];

    /// <summary>cache sections, in order of declaration.</summary>
    public IReadOnlyDictionary<string, CacheShared> Caches => _caches;

    /// <summary>Stick tables by the names that rules give them.</summary>
    public IReadOnlyDictionary<string, StickTableShared> Tables => _tables;

    /// <summary><c>tune.stick-counters</c>.</summary>
    public int StickCounters { get; internal set; }

    /// <param name="previous">Names of the configuration in use: whose identities go on; null for the first one.</param>
    internal PlanNames(PlanNames? previous = null)
    {
        Previous = previous;
        Variables = previous?.Variables ?? new VariableTable();
        StickNames = previous?.StickNames ?? new StickNamesShared();
    }

    /// <summary>Of the configuration that this one replaces; null for the first, and once this one is in use.</summary>
    internal PlanNames? Previous { get; private set; }

    /// <summary>Numbers of variables never change, so that sessions may go on under another configuration.</summary>
    public VariableTable Variables { get; }

    /// <summary>What entries of stick tables call servers.</summary>
    public StickNamesShared StickNames { get; }

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

    internal void Add(CacheShared cache) => _caches[cache.Config.Name] = cache;

    internal void Add(StickTableShared table) => _tables[table.Name] = table;

    /// <summary>The servers of a backend, in order of declaration; none for an unknown name.</summary>
    public IReadOnlyList<ServerState> ServersOf(string backend) => _servers.GetValueOrDefault(backend) ?? [];

    /// <summary>Null when there is none of that name.</summary>
    public ServerState? FindServer(string backend, string name)
    {
        foreach (ServerState server in ServersOf(backend))
        {
            if (server.Name == name)
            {
                return server;
            }
        }

        return null;
    }

    /// <summary>Forgets what was before: only identities that both have in common live on.</summary>
    internal void Settle() => Previous = null;

    internal void Add(string backend, IReadOnlyList<ServerState> servers) => _servers[backend] = servers;

    internal void Add(FrontendState frontend) => _frontends[frontend.Name] = frontend;

    internal void Add(BackendState backend) => _backends[backend.Name] = backend;
}
