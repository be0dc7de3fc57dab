using System.Collections.Generic;
using System.Threading;
using Engine.IO.Sockets;
using Engine.IO.Tasks;
using Engine.IO.Tls;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Tls;

/// <summary>How a server is spoken to by TLS.</summary>
public sealed class TlsServerPlan
{
    private TlsContext _context;
    private TlsContext? _checkContext;
    private TlsTrust? _renewed;

    internal TlsServerPlan(TlsContext context, string? verifyHost)
    {
        _context = context;
        VerifyHost = verifyHost;
        Plain = new TlsTarget("", verifyHost);
    }

    /// <summary>What sessions are made of. Another one after its authorities were replaced.</summary>
    public TlsContext Context { get => Volatile.Read(ref _context); private set => Volatile.Write(ref _context, value); }

    /// <summary><c>verifyhost</c>; null = the name asked for, if any.</summary>
    public string? VerifyHost { get; }

    /// <summary><c>sni</c>, computed for each exchange; null = no name is asked for.</summary>
    public SamplePlan? Sni { get; internal set; }

    internal ComplaintPaceShared Complaints { get; } = new();

    /// <summary>Without a name.</summary>
    public TlsTarget Plain { get; }

    /// <summary>True when servers of <c>server</c> lines with <c>ssl</c>; false when only checks speak TLS.</summary>
    public bool ForTraffic { get; internal init; } = true;

    /// <summary>Settings of health checks: whether they speak TLS, for which name, and with which protocols; null = as traffic.</summary>
    public bool? CheckEnabled { get; internal init; }

    /// <summary><c>check-sni</c>.</summary>
    public TlsTarget? CheckTarget { get; internal init; }

    /// <summary><c>check-alpn</c>: what checks are made of; null = <see cref="Context"/>.</summary>
    public TlsContext? CheckContext { get => Volatile.Read(ref _checkContext); internal init => _checkContext = value; }

    /// <summary><c>check-alpn</c> as it goes over the wire; null without.</summary>
    internal byte[]? CheckAlpn { get; init; }

    internal TlsServerRecipe? Recipe { get; init; }

    /// <summary>Authorities were replaced: connections from now on are verified against the new ones. Under the lock of the trust store.</summary>
    internal void Renew(IReadOnlyDictionary<TlsTrust, TlsTrust> renewed)
    {
        if (Recipe is null || (_renewed ?? Recipe.Trust) is not { } before || !renewed.TryGetValue(before, out TlsTrust? after))
        {
            return;
        }

        // It was made of the same options before, so it can be made again.
        _renewed = after;
        if (Recipe.With(after).TryMake(null, out TlsContext? context, out _))
        {
            Context = context;
        }

        if (CheckAlpn is not null && Recipe.With(after).TryMake(CheckAlpn, out TlsContext? checks, out _))
        {
            Volatile.Write(ref _checkContext, checks);
        }
    }

    /// <summary>
    /// Makes TLS of a connection that has just been connected to the server: for whoever connects on their own (health checks).
    /// Cancelled by <see cref="SocketConnection.CancelWaits"/>. On failure the connection is still the caller's to close.
    /// </summary>
    /// <param name="target">For which name; <see cref="Plain"/> or <see cref="CheckTarget"/>.</param>
    public LoopTask<TlsFailure> SecureAsync(SocketConnection connection, TlsTarget target, bool isCheck = false) =>
        connection.HandshakeAsync(new TlsSession(isCheck ? CheckContext ?? Context : Context, target));

    /// <summary>One clause about a failed handshake: which check failed and why.</summary>
    public static string ReasonOf(TlsFailure failure, TlsSession? session) => failure switch
    {
        TlsFailure.Canceled => "Timeout during SSL handshake",
        TlsFailure.Closed => "Connection closed during SSL handshake",
        TlsFailure.Broken => "Connection error during SSL handshake",
        TlsFailure.Name => "the server's certificate is made out to other names",
        TlsFailure.Certificate => $"the server's certificate is not accepted ({TlsFacts.VerifyErrorText(session!.CertificateError)})",
        TlsFailure.Authority => $"an authority above the server's certificate is not accepted ({TlsFacts.VerifyErrorText(session!.AuthorityError)})",
        _ => $"SSL handshake failure ({session?.ErrorText ?? "no reason given"})",
    };
}
