namespace Engine.Simulation.Traffic;

/// <summary>One request and the answer it is to have; and what became of it.</summary>
internal sealed record RequestPlan
{
    public required int Id { get; init; }

    /// <summary>"TCP" for a session without HTTP.</summary>
    public required string Method { get; init; }

    public bool IsOldVersion { get; init; }

    /// <summary>Asks for the connection to be closed behind it; for HTTP/1.0: does not ask for it to be kept.</summary>
    public bool WantsClose { get; init; }

    public BodyShape Body { get; init; }

    public int BodyBytes { get; init; }

    public bool HasTrailer { get; init; }

    public bool Expects { get; init; }

    /// <summary>Asks for a tunnel (RFC 9110 section 7.8), or is one.</summary>
    public bool IsTunnel { get; init; }

    public required ResponsePlan Response { get; init; }

    /// <summary>Whether the answer makes the connection a tunnel: 101, or 2xx to CONNECT (RFC 9110 section 9.3.6).</summary>
    public bool OpensTunnel => IsTunnel && (Response.Status == 101 || (Method == "CONNECT" && Response.Status / 100 == 2));

    /// <summary>How the request begins, here and behind the proxy.</summary>
    public string StartLine => $"{Method} {(Method == "CONNECT" ? Host : $"/r/{Id}")} HTTP/1.{(IsOldVersion ? 0 : 1)}";

    public string Host => Method == "CONNECT" ? "sim.example:443" : "sim.example";

    /// <summary>True when its server answered early and left before it had the whole body: nobody can carry the rest, so the client's connection ends behind the answer.</summary>
    public bool IsCut { get; set; }

    /// <summary>How often a server received its head.</summary>
    public int Seen { get; set; }

    /// <summary>True once the client had its answer in full, or knows that it will not have one.</summary>
    public bool IsSettled { get; set; }

    public Pardon Pardon { get; set; }

    /// <summary>RFC 9110 section 9.2.2.</summary>
    public bool IsIdempotent => Method is "GET" or "HEAD" or "OPTIONS" or "PUT" or "DELETE";

    public override string ToString() =>
        $"#{Id} {Method}{(IsOldVersion ? " 1.0" : "")}{(WantsClose ? " close" : "")} {Body} {BodyBytes}{(Expects ? " expect" : "")}{(IsTunnel ? " tunnel" : "")}"
        + $" -> {Response.Status}{(Response.IsOldVersion ? " 1.0" : "")}{(Response.Closes ? " close" : "")} {Response.Body} {Response.BodyBytes}"
        + $"{(Response.IsEarly ? " early" : "")}{(Response.Fault != ServerFault.None ? " " + Response.Fault : "")}"
        + $"{(Response.Interims > 0 ? $" {Response.Interims}x103" : "")} after {Response.DelayMs} ms; pardon {Pardon}";
}
