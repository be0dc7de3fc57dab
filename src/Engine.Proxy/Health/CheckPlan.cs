using Engine.IO.Addressing;

namespace Engine.Proxy.Health;

/// <summary>One kind of check of one server, compiled. Immutable, read by the loop that carries it out.</summary>
public sealed class CheckPlan
{
    /// <summary>What is done.</summary>
    public required CheckScript Script { get; init; }

    /// <summary>Where connections go unless a step says otherwise; null = where the server is now.</summary>
    public SocketEndpoint? Endpoint { get; init; }

    /// <summary>True when the configuration says the address: one of an earlier process does not count then.</summary>
    public bool IsAddressWritten { get; init; }

    /// <summary>Port of it, where another is written; 0 = the endpoint's own.</summary>
    public int Port { get; init; }

    /// <summary>ms between two checks.</summary>
    public required int InterMs { get; init; }

    /// <summary>The same while the server goes up or down.</summary>
    public required int FastInterMs { get; init; }

    /// <summary>The same while it is down.</summary>
    public required int DownInterMs { get; init; }

    /// <summary><c>timeout connect</c>; 0 = none.</summary>
    public int ConnectTimeoutMs { get; init; }

    /// <summary><c>timeout check</c>; 0 = the whole check has <see cref="InterMs"/>.</summary>
    public int CheckTimeoutMs { get; init; }

    /// <summary>Connections begin with a PROXY header.</summary>
    public bool SendsProxy { get; init; }

    /// <summary>True when it goes where traffic goes, so that it speaks like traffic: TLS, PROXY header. A change while running leaves it at that.</summary>
    internal bool IsAtServer
    {
        get => field || (Endpoint is null && Port == 0);
        private init;
    }

    /// <summary>The same check at another place, or by another script.</summary>
    internal CheckPlan With(SocketEndpoint? endpoint, int port, CheckScript script) => new()
    {
        Script = script,
        Endpoint = endpoint,
        Port = port,
        IsAddressWritten = IsAddressWritten,
        IsAtServer = IsAtServer,
        InterMs = InterMs,
        FastInterMs = FastInterMs,
        DownInterMs = DownInterMs,
        ConnectTimeoutMs = ConnectTimeoutMs,
        CheckTimeoutMs = CheckTimeoutMs,
        SendsProxy = SendsProxy,
    };

    /// <summary>ms until the next check (CFG 5.2 inter, fastinter, downinter).</summary>
    internal int PauseMs(CheckState state, bool isDown) =>
        state.Health == state.HealthMax ? InterMs : isDown && state.Health == 0 ? DownInterMs : FastInterMs;
}
