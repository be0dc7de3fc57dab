using Engine.Config.Model;
using Engine.Proxy.Plan;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;
using Engine.Proxy.State;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// Keeps a client at its server (semantics section 8): asked once before the balancer, and once more when the response is there. An
/// exchange whose backend has nothing of the kind never comes here.
/// </summary>
public sealed class Persistence
{
    private readonly Exchange _exchange;
    private readonly RequestCookies _request;
    private readonly ResponseCookies _response;
    private readonly StickStores _stores;
    private bool _isForced;

    internal Persistence(Exchange exchange)
    {
        _exchange = exchange;
        _request = new RequestCookies(exchange);
        _response = new ResponseCookies(exchange);
        _stores = new StickStores(exchange);
    }

    /// <summary>True when the backend has a persistence cookie.</summary>
    public bool HasCookie => _exchange.Backend?.Persistence?.Cookie is { Mode: not CookieMode.Passive };

    public RequestCookieState RequestCookie => _request.State;

    public ResponseCookieState ResponseCookie => _response.State;

    /// <summary>True while the server is the one that a cookie, a table or a rule has named.</summary>
    internal bool IsDirect { get; private set; }

    /// <summary>True when no server is kept to (<c>ignore-persist</c>).</summary>
    internal bool IsIgnored { get; private set; }

    /// <summary>A server that is down may be wanted all the same: by <c>option persist</c> for all, by <c>force-persist</c> for some.</summary>
    internal bool MayUse(ServerState server) => server.IsAlive || _isForced || _exchange.Backend!.Persistence is { UsesServersDown: true };

    /// <summary>Reads the rules on whether to persist; before any server is chosen.</summary>
    internal void Begin(PersistencePlan plan)
    {
        foreach (PersistRulePlan rule in plan.Rules)
        {
            SampleContext context = new(_exchange, RulePoints.UseServer) { IsFinal = true };
            context.Scratch.Clear();
            if (rule.Condition.IsTrue(context))
            {
                _isForced = rule.IsForce;
                IsIgnored = !rule.IsForce;
                break;
            }
        }
    }

    /// <summary>The server to keep to; null when the balancer is to choose. False in <see cref="Fits"/>: the edited head has no more room.</summary>
    /// <param name="ruled">What <c>use-server</c> rules say: it stands above what a client brings.</param>
    internal ServerState? Find(PersistencePlan plan, ServerState? ruled)
    {
        ServerState? chosen = ruled;
        if (plan.Cookie is not null)
        {
            chosen = _request.Read(plan.Cookie, chosen);
        }

        if (plan.RdpCookie is not null && !IsIgnored)
        {
            chosen ??= RdpPersistence.Find(_exchange, plan.RdpCookie);
        }

        chosen = _stores.Match(plan.OnRequest, chosen);
        IsDirect = chosen is not null;
        return chosen;
    }

    /// <summary>False when an edited head has no more room.</summary>
    internal bool Fits => _request.Fits;

    /// <summary>The server that was kept to has failed; another one takes its place.</summary>
    internal void GiveUp() => IsDirect = false;

    /// <summary>The server has answered, or in TCP mode taken the connection: tables learn it.</summary>
    internal void Store(RulePoints point)
    {
        if (_exchange.Backend!.Persistence is { } plan)
        {
            _stores.Store(plan.OnResponse, point);
        }
    }

    /// <summary>In TCP mode a connection is enough for the keys that the request gave.</summary>
    internal void StoreRequest() => _stores.Store([], RulePoints.UseServer);

    /// <summary>The response's cookies, when all rules on it have been read.</summary>
    internal RuleVerdict EditResponse()
    {
        if (_exchange.Backend!.Persistence?.Cookie is { } cookie && _exchange.Server is { } server && !_response.TryEdit(cookie, server, _request))
        {
            return RuleVerdict.Overflow(new SampleContext(_exchange, RulePoints.HttpResponse) { IsFinal = true });
        }

        return RuleVerdict.Continue;
    }

    internal void Reset()
    {
        _request.Reset();
        _response.Reset();
        _stores.Reset();
        _isForced = IsIgnored = IsDirect = false;
    }
}
