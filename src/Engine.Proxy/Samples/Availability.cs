using P = Engine.Proxy.Samples.RulePoints;

namespace Engine.Proxy.Samples;

/// <summary>At which points each need is met, and what it is called in messages.</summary>
public static class Availability
{
    private const P FromServer = P.ServerConnection | P.Response | P.Log;
    private const P WithClient = P.TcpConnection | P.TcpSession | P.Request | FromServer;
    private const P WithExchange = P.Request | FromServer;

    public static P PointsOf(SampleNeeds needs) => needs switch
    {
        SampleNeeds.Nothing => P.All,
        SampleNeeds.Client => WithClient,
        SampleNeeds.Session => WithClient & ~P.TcpConnection,
        SampleNeeds.Exchange => WithExchange,
        SampleNeeds.RequestBytes => P.Request,
        SampleNeeds.MessageBytes => P.Request | P.Response,
        SampleNeeds.RequestHead => P.Request,
        SampleNeeds.MessageHead => P.Request | P.Response,
        SampleNeeds.RequestBody => P.HttpRequest | P.UseBackend | P.BackendTcpRequest | P.UseServer,
        SampleNeeds.RequestKept => P.Request | FromServer,
        SampleNeeds.Backend => P.BackendTcpRequest | P.BackendHttpRequest | P.UseServer | FromServer | P.Check,
        SampleNeeds.Server => FromServer | P.Check,
        SampleNeeds.ResponseBytes => P.Response | P.Check,
        SampleNeeds.ResponseHead => P.Response | P.Check,
        SampleNeeds.ResponseBody => P.Response | P.Check,
        SampleNeeds.ResponseStatus => P.Response | P.Log | P.Check,
        SampleNeeds.ResponseKept => P.Response | P.Log,
        SampleNeeds.RequestEnd => P.Response | P.Log,
        _ => P.Log,
    };

    /// <summary>For messages: "HTTP request headers".</summary>
    public static string NameOf(SampleNeeds needs) => needs switch
    {
        SampleNeeds.Client => "a client connection",
        SampleNeeds.Session => "a client session",
        SampleNeeds.Exchange => "an exchange under way",
        SampleNeeds.RequestBytes => "the request's bytes",
        SampleNeeds.MessageBytes => "a message's bytes",
        SampleNeeds.RequestHead => "HTTP request headers",
        SampleNeeds.MessageHead => "the HTTP headers of a message under way",
        SampleNeeds.RequestBody => "the request's body",
        SampleNeeds.RequestKept => "a request",
        SampleNeeds.Backend => "a backend",
        SampleNeeds.Server => "a server",
        SampleNeeds.ResponseBytes => "the response's bytes",
        SampleNeeds.ResponseHead => "HTTP response headers",
        SampleNeeds.ResponseBody => "the response's body",
        SampleNeeds.ResponseStatus or SampleNeeds.ResponseKept => "a response",
        SampleNeeds.RequestEnd => "the whole request",
        SampleNeeds.ResponseEnd => "the whole response",
        _ => "nothing",
    };

    /// <summary>For messages: the keyword of a point.</summary>
    public static string NameOf(P point) => point switch
    {
        P.TcpConnection => "tcp-request connection",
        P.TcpSession => "tcp-request session",
        P.FrontendTcpRequest or P.BackendTcpRequest => "tcp-request content",
        P.FrontendHttpRequest or P.BackendHttpRequest => "http-request",
        P.UseBackend => "use_backend",
        P.UseServer => "use-server",
        P.TcpResponse => "tcp-response content",
        P.HttpResponse => "http-response",
        P.HttpAfterResponse => "http-after-response",
        P.Log => "a log line",
        P.Check => "a health check",
        _ => "this place",
    };
}
