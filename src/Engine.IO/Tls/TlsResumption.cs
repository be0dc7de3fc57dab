namespace Engine.IO.Tls;

/// <summary>The session that one handshake with a server takes up, if there is one for that name.</summary>
internal struct TlsResumption
{
    /// <summary>SSL_SESSION*, ours; 0 = none.</summary>
    private nint _session;

    /// <summary>Before the handshake.</summary>
    internal void TakeUp(nint ssl, TlsClientSessionsShared? sessions, byte[] serverName)
    {
        _session = sessions is null ? 0 : sessions.Take(serverName);
        if (_session != 0)
        {
            _ = LibSsl.SSL_set_session(ssl, _session);
        }
    }

    /// <summary>A session of TLS 1.2 may serve again, unless the server refused it; one of TLS 1.3 was for one use.</summary>
    /// <param name="ssl">0 when the handshake never ended.</param>
    internal void GiveBack(nint ssl, TlsClientSessionsShared? sessions, byte[] serverName)
    {
        if (_session == 0)
        {
            return;
        }

        if (ssl != 0 && LibSsl.SSL_version(ssl) < (int)TlsVersion.Tls13 && LibSsl.SSL_session_reused(ssl) == 1)
        {
            // Not the one we came with: with a new ticket OpenSSL has put another in its place, and lets nobody take up the old one.
            sessions!.Keep(serverName, LibSsl.SSL_get1_session(ssl));
        }

        LibSsl.SSL_SESSION_free(_session);
        _session = 0;
    }
}
