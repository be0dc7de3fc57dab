namespace Engine.Proxy.Exchanges;

/// <summary>What rules have set for one exchange, beside what its frontend and backend say.</summary>
public sealed class ExchangeSettings
{
    /// <summary><c>set-timeout client</c>, ms; null = not set.</summary>
    public int? ClientTimeoutMs { get; set; }

    /// <summary><c>set-timeout server</c>, ms; null = not set.</summary>
    public int? ServerTimeoutMs { get; set; }

    /// <summary><c>set-timeout tunnel</c>, ms; null = not set.</summary>
    public int? TunnelTimeoutMs { get; set; }

    /// <summary><c>set-bc-mark</c>: for netfilter and routing of what is sent to the server; null = none.</summary>
    public int? ServerMark { get; set; }

    /// <summary><c>set-bc-tos</c>: the DS field of what is sent to the server; null = the kernel's.</summary>
    public int? ServerTrafficClass { get; set; }

    /// <summary>The name that a rule waits for (<c>do-resolve</c>); null while none does.</summary>
    public Resolving.Lookup? Lookup { get; internal set; }

    internal bool MarksServer => ServerMark is not null || ServerTrafficClass is not null;

    /// <summary>A rule has put <c>close</c> into Connection of the response: the client's connection is not used again.</summary>
    public bool ClosesClient { get; set; }

    /// <summary>
    /// A rule has put <c>close</c> into Connection of the request, or has done with the server (<c>tcp-response content close</c>): its
    /// connection is not used again.
    /// </summary>
    public bool ClosesServer { get; set; }

    /// <summary><c>set-priority-class</c>: exchanges of a lower one come first where a slot is waited for.</summary>
    public int PriorityClass { get; set; }

    /// <summary><c>set-priority-offset</c>, ms: among those of one class, this one counts as having come so much later.</summary>
    public int PriorityOffsetMs { get; set; }

    /// <summary>True while rules on the request that cannot make their edit are passed over (<c>strict-mode off</c>).</summary>
    public bool IsLenientWithRequest { get; set; }

    /// <summary>The same of rules on the response.</summary>
    public bool IsLenientWithResponse { get; set; }

    internal void Reset()
    {
        ClientTimeoutMs = ServerTimeoutMs = TunnelTimeoutMs = null;
        ServerMark = ServerTrafficClass = null;
        Lookup = null;
        PriorityClass = PriorityOffsetMs = 0;
        ClosesClient = ClosesServer = IsLenientWithRequest = IsLenientWithResponse = false;
    }
}
