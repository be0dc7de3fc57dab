namespace Engine.Proxy.Plan;

/// <summary>How a backend keeps a client at its server: by a cookie, by stick tables.</summary>
internal sealed record PersistencePlan
{
    /// <summary>In HTTP mode; null = none.</summary>
    internal CookiePlan? Cookie { get; init; }

    /// <summary>The first that holds decides.</summary>
    internal PersistRulePlan[] Rules { get; init; } = [];

    /// <summary><c>persist rdp-cookie</c>: the cookie's value; null = none.</summary>
    internal Samples.SamplePlan? RdpCookie { get; init; }

    /// <summary><c>stick on</c>, <c>match</c> and <c>store-request</c>, in order of declaration.</summary>
    internal StickRulePlan[] OnRequest { get; init; } = [];

    /// <summary><c>stick store-response</c>.</summary>
    internal StickRulePlan[] OnResponse { get; init; } = [];

    /// <summary><c>option persist</c>: a server that is down is kept to all the same.</summary>
    internal bool UsesServersDown { get; init; }
}
