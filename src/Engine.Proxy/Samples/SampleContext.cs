using Engine.Http;
using Engine.IO.Loop;
using Engine.Proxy.Clients;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Health;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Proxy.Samples;

/// <summary>
/// What an expression, action or log item may look at: made on the stack for one evaluation, on the loop that owns what it names.
/// What a fetch needs was checked against <see cref="Point"/> when the plan was compiled.
/// </summary>
public readonly ref struct SampleContext
{
    private readonly ClientConnection? _client;
    private readonly Exchange? _exchange;

    /// <summary>In a health check.</summary>
    internal SampleContext(CheckRun check)
        : this(check.Place, RulePoints.Check) => Check = check;

    /// <summary>Of a connection that has no exchange yet.</summary>
    internal SampleContext(ProxyLoop place, ClientConnection client, RulePoints point)
        : this(place, point) => _client = client;

    internal SampleContext(Exchange exchange, RulePoints point)
        : this(exchange.Place, point)
    {
        _client = exchange.Client;
        _exchange = exchange;
    }

    /// <summary>Of no connection: process variables, checks.</summary>
    internal SampleContext(ProxyLoop place, RulePoints point)
    {
        Place = place;
        Point = point;
        IsFinal = true;
    }

    /// <summary>Exactly one of the points.</summary>
    public RulePoints Point { get; }

    /// <summary>False while more bytes may come before the rules must decide (<c>tcp-request inspect-delay</c>).</summary>
    public bool IsFinal { get; init; }

    /// <summary>The connection; checked by the fetch's need for a client.</summary>
    public ClientConnection Client => _client!;

    public bool HasClient => _client is not null;

    /// <summary>The exchange; checked by any need beyond the session.</summary>
    public Exchange Exchange => _exchange!;

    public bool HasExchange => _exchange is not null;

    /// <summary>The health check; null elsewhere.</summary>
    public CheckRun? Check { get; }

    /// <summary>The backend of the exchange or check; null before one was chosen.</summary>
    public BackendPlan? Backend => Check is null ? _exchange?.Backend : Check.Backend;

    /// <summary>The server, likewise.</summary>
    public ServerState? Server => Check is null ? _exchange?.Server : Check.Server;

    /// <summary>The request's head; in HTTP only.</summary>
    public RequestHead Request => _exchange!.Request;

    /// <summary>The response's head, in HTTP only; in checks that of the answer, without anything in it while there is none.</summary>
    public ResponseHead Response => _exchange is null ? Check!.ReadHead() : _exchange.Response;

    /// <summary>The message that rules of this point read and edit.</summary>
    public MessageHead Message => (Point & RulePoints.Response) != 0 ? Response : Request;

    public Scratch Scratch => Place.Scratch;

    public LoopClock Clock => Place.Loop.Clock;

    public ProxyLoop Place { get; }
}
