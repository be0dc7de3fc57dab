using System;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Engine.IO.Tls;

/// <summary>
/// An SSL_CTX: what sessions are made of. Made when a plan is compiled or a certificate is replaced, read by all loops, and never
/// changed once sessions are made of it. OpenSSL frees it with the last session that uses it.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Lives as long as the last session made of it: the handle is released with the object.")]
public sealed unsafe class TlsContext
{
    private TlsContext(nint handle, bool isServer, TlsOptions options)
    {
        Handle = handle;
        IsServer = isServer;
        Options = options;
    }

    /// <summary>Sessions hold references of OpenSSL's own.</summary>
    ~TlsContext() => LibSsl.SSL_CTX_free(Handle);

    public bool IsServer { get; }

    public TlsOptions Options { get; }

    /// <summary>What it shows to the other side; null when nothing.</summary>
    public TlsCertificate? Certificate { get; private set; }

    /// <summary>Where names lead to other certificates; null when there is only this one.</summary>
    public TlsIdentitiesShared? Identities { get; private set; }

    /// <summary>Keys of the tickets it gives; null = OpenSSL's own.</summary>
    public TicketKeysShared? TicketKeys { get; private set; }

    /// <summary>Sessions with servers that may be taken up again; null when none are kept.</summary>
    public TlsClientSessionsShared? Sessions { get; private set; }

    internal nint Handle { get; }

    internal int RecordBytes => Options.RecordBytes;

    internal int VerifyMode => Options.Verify switch
    {
        TlsVerify.None => TlsControl.VerifyNone,
        TlsVerify.Optional => TlsControl.VerifyPeer | TlsControl.VerifyClientOnce,
        _ => TlsControl.VerifyPeer | TlsControl.VerifyFailIfNoPeer | TlsControl.VerifyClientOnce,
    };

    /// <summary>False when OpenSSL refuses one of the options; <paramref name="error"/> names it.</summary>
    public static bool TryCreate(TlsOptions options, bool isServer, [NotNullWhen(true)] out TlsContext? context, [NotNullWhen(false)] out string? error)
    {
        context = new TlsContext(LibSsl.SSL_CTX_new(LibSsl.TLS_method()), isServer, options);
        LibCrypto.ERR_clear_error();
        error = context.Apply();
        if (error is not null)
        {
            context = null;
        }

        return context is not null;
    }

    /// <summary>Shows this certificate. False when key and certificate do not fit what the options allow.</summary>
    public bool TryUse(TlsCertificate certificate, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (LibSsl.SSL_CTX_use_certificate(Handle, certificate.Leaf) != 1)
        {
            error = $"OpenSSL refuses the certificate: {TlsErrors.Reason()}";
            return false;
        }

        foreach (nint issuer in certificate.Chain)
        {
            LibSsl.SSL_CTX_ctrl(Handle, TlsControl.ChainCertificate, 1, (void*)issuer);
        }

        if (LibSsl.SSL_CTX_use_PrivateKey(Handle, certificate.Key) != 1 || LibSsl.SSL_CTX_check_private_key(Handle) != 1)
        {
            error = $"OpenSSL refuses the private key: {TlsErrors.Reason()}";
            return false;
        }

        Certificate = certificate;
        if (certificate.OcspResponse.Length > 0 && IsServer)
        {
            LibSsl.SSL_CTX_callback_ctrl(Handle, TlsControl.SetStatusCallback, (delegate* unmanaged[Cdecl]<nint, nint, int>)&TlsCallbacks.OnStatus);
        }

        if (certificate.Timestamps.Length > 0 && IsServer)
        {
            _ = LibSsl.SSL_CTX_add_custom_ext(Handle, SignedTimestamps.Extension, TlsControl.ExtensionOfCertificate, &TlsCallbacks.OnTimestamps, 0, 0, 0, 0);
        }

        return true;
    }

    /// <summary>Verifies the other side against these authorities.</summary>
    /// <param name="trust">Certificates and revocation lists.</param>
    /// <param name="names">Authorities whose names clients are told; null = those of <paramref name="trust"/>.</param>
    public void Trust(TlsTrust trust, TlsTrust? names)
    {
        trust.GiveTo(Handle);
        if (IsServer && !Options.HidesAuthorities)
        {
            LibSsl.SSL_CTX_set_client_CA_list(Handle, (names ?? trust).NamesForOpenSsl());
        }
    }

    /// <summary>Chooses the certificate by the client's name and abilities.</summary>
    public void ChooseFrom(TlsIdentitiesShared identities)
    {
        Identities = identities;
        LibSsl.SSL_CTX_set_client_hello_cb(Handle, &TlsCallbacks.OnClientHello, 0);
    }

    /// <summary>
    /// Tickets under keys that all loops and listeners may share, and that change while running. OpenSSL 3 only; earlier ones keep their own.
    /// The callback is the one that OpenSSL 3 calls old: its successor makes a MAC context and looks its algorithm up for every ticket,
    /// which is 3 % of a resumed handshake. False when this OpenSSL was built without it.
    /// </summary>
    public bool TryUseTicketKeys(TicketKeysShared keys, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (TlsLibrary.IsVersion3)
        {
            TicketKeys = keys;
            delegate* unmanaged[Cdecl]<nint, byte*, byte*, nint, nint, int, int> callback = &TlsCallbacks.OnTicketKey;
            bool taken = LibSsl.SSL_CTX_callback_ctrl(Handle, TlsControl.SetTicketKeyCallback, callback) == 1;
            error = taken ? null : "this OpenSSL was built without calls that version 3 calls old (no-deprecated), and tickets need one of them";
        }

        return error is null;
    }

    /// <summary>Earlier sessions that clients asked for and got, by ticket or from the cache; and those that were not in the cache. Any thread.</summary>
    public (long Found, long Missed) Resumptions =>
        (LibSsl.SSL_CTX_ctrl(Handle, TlsControl.SessionHits, 0, null), LibSsl.SSL_CTX_ctrl(Handle, TlsControl.SessionMisses, 0, null));

    /// <summary>Takes up sessions with servers again.</summary>
    public void KeepSessions()
    {
        Sessions = new TlsClientSessionsShared();
        LibSsl.SSL_CTX_ctrl(Handle, TlsControl.SetSessionCacheMode, TlsControl.CacheClient | TlsControl.CacheNoInternalStore, null);
        LibSsl.SSL_CTX_sess_set_new_cb(Handle, &TlsCallbacks.OnNewSession);
    }

    /// <summary>Null, or which option is wrong.</summary>
    private string? Apply()
    {
        ulong options = TlsControl.NoCompression | TlsControl.NoRenegotiation | TlsControl.PrioritizeChaCha;
        options |= Options.PrefersClientOrder ? 0 : TlsControl.ServerPreference;
        options |= Options.Tickets ? 0 : TlsControl.NoTicket;
        options |= Options.CompressesCertificates ? 0 : TlsControl.NoCertificateCompression;
        LibSsl.SSL_CTX_clear_options(Handle, TlsControl.NoVersions);
        LibSsl.SSL_CTX_set_options(Handle, options | VersionsOff());
        Control(TlsControl.Mode, TlsControl.ModePartialWrite | TlsControl.ModeMovingWriteBuffer);

        // One receive brings a record with its header, and often several.
        Control(TlsControl.SetReadAhead, 1);
        Control(TlsControl.SetMinVersion, (int)Options.Min);
        Control(TlsControl.SetMaxVersion, (int)Options.Max);
        LibSsl.SSL_CTX_set_timeout(Handle, Options.SessionLifetimeSeconds);
        if (Options.SecurityLevel is { } level)
        {
            LibSsl.SSL_CTX_set_security_level(Handle, level);
        }

        SetCache();
        SetVerify();
        if (IsServer && Options.Alpn.Length > 0)
        {
            LibSsl.SSL_CTX_set_alpn_select_cb(Handle, &TlsCallbacks.OnAlpn, 0);
        }

        Listen();
        return SetAlpnOffer() ?? SetLists() ?? SetDh();
    }

    /// <summary>What is kept of handshakes for rules and logs. Where nothing is, OpenSSL calls nobody.</summary>
    private void Listen()
    {
        if (IsServer && Options.HelloBytes > 0)
        {
            LibSsl.SSL_CTX_set_msg_callback(Handle, &TlsCallbacks.OnMessage);
        }

        if (Options.KeepsSecrets)
        {
            LibSsl.SSL_CTX_set_keylog_callback(Handle, &TlsCallbacks.OnKeyLog);
        }
    }

    private ulong VersionsOff()
    {
        ulong off = 0;
        foreach (TlsVersion version in Options.Without)
        {
            off |= version switch
            {
                TlsVersion.Tls10 => TlsControl.NoTls10,
                TlsVersion.Tls11 => TlsControl.NoTls11,
                TlsVersion.Tls12 => TlsControl.NoTls12,
                TlsVersion.Tls13 => TlsControl.NoTls13,
                _ => 0,
            };
        }

        return off;
    }

    private void SetCache()
    {
        bool caches = IsServer && Options.CachedSessions > 0;
        Control(TlsControl.SetSessionCacheMode, caches ? TlsControl.CacheServer : TlsControl.CacheOff);
        if (caches)
        {
            Control(TlsControl.SetSessionCacheSize, Options.CachedSessions);
        }

        ReadOnlySpan<byte> scope = Options.Scope.Span;
        fixed (byte* p = scope)
        {
            _ = scope.IsEmpty ? 0 : LibSsl.SSL_CTX_set_session_id_context(Handle, p, (uint)scope.Length);
        }
    }

    private void SetVerify() =>
        LibSsl.SSL_CTX_set_verify(Handle, VerifyMode, VerifyMode == TlsControl.VerifyNone ? null : &TlsCallbacks.OnVerify);

    private string? SetAlpnOffer()
    {
        if (IsServer || Options.Alpn.Length == 0)
        {
            return null;
        }

        fixed (byte* p = Options.Alpn)
        {
            // This one call of OpenSSL answers 0 when it is well.
            return LibSsl.SSL_CTX_set_alpn_protos(Handle, p, (uint)Options.Alpn.Length) == 0 ? null : "OpenSSL refuses the list of protocols (alpn)";
        }
    }

    private string? SetLists()
    {
        if (Options.Ciphers is { } ciphers && LibSsl.SSL_CTX_set_cipher_list(Handle, ciphers) != 1)
        {
            LibCrypto.ERR_clear_error();
            return $"OpenSSL knows no cipher in '{ciphers}' (see: openssl ciphers '{ciphers}')";
        }

        if (IsServer && Options.Ciphers is null)
        {
            // Refused where openssl.cnf left none: then that holds.
            _ = LibSsl.SSL_CTX_set_cipher_list(Handle, TlsDefaultCiphers.ListOf(Handle));
            LibCrypto.ERR_clear_error();
        }

        if (IsServer && Options.CipherSuites is null)
        {
            _ = LibSsl.SSL_CTX_set_ciphersuites(Handle, TlsDefaultCiphers.Suites);
            LibCrypto.ERR_clear_error();
        }

        if (Options.CipherSuites is { } suites && LibSsl.SSL_CTX_set_ciphersuites(Handle, suites) != 1)
        {
            LibCrypto.ERR_clear_error();
            return $"OpenSSL does not know all cipher suites of '{suites}' (see: openssl ciphers -s -tls1_3)";
        }

        return SetList(TlsControl.SetGroupsList, Options.Groups, "all curves", "openssl ecparam -list_curves")
            ?? SetList(TlsControl.SetSignatureAlgorithms, Options.SignatureAlgorithms, "all signature algorithms", "openssl list -signature-algorithms")
            ?? SetList(TlsControl.SetClientSignatureAlgorithms, Options.ClientSignatureAlgorithms, "all signature algorithms", "openssl list -signature-algorithms");
    }

    private string? SetList(int control, string? list, string what, string command)
    {
        if (list is null)
        {
            return null;
        }

        fixed (byte* text = Encoding.ASCII.GetBytes(list + "\0"))
        {
            bool good = LibSsl.SSL_CTX_ctrl(Handle, control, 0, text) == 1;
            LibCrypto.ERR_clear_error();
            return good ? null : $"OpenSSL does not know {what} of '{list}' (see: {command})";
        }
    }

    private string? SetDh()
    {
        if (!IsServer)
        {
            return null;
        }

        Control(TlsControl.SetDhAuto, 1);
        if (Options.DhParameters is not { } pem)
        {
            return null;
        }

        nint dh = PemBlocks.ReadDhParameters(pem);
        if (dh == 0)
        {
            return $"the DH parameters cannot be read: {TlsErrors.Reason()}";
        }

        bool good = LibSsl.SSL_CTX_ctrl(Handle, TlsControl.SetTmpDh, 0, (void*)dh) == 1;
        LibCrypto.DH_free(dh);
        return good ? null : $"OpenSSL refuses the DH parameters: {TlsErrors.Reason()}";
    }

    private void Control(int command, int number) => LibSsl.SSL_CTX_ctrl(Handle, command, number, null);
}
