using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Engine.IO.Tls;

/// <summary>What OpenSSL asks in the course of a handshake, always about the session under way on the calling thread.</summary>
internal static unsafe class TlsCallbacks
{
    /// <summary>The client has said what it wants and can: the certificate is chosen (RFC 6066 section 3).</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int OnClientHello(nint ssl, int* alert, nint argument)
    {
        TlsSession session = TlsSession.Current!;
        ClientHelloView hello = new(ssl);
        TlsContext? chosen = session.Context.Identities!.Find(hello, out bool known);
        session.IsNameKnown = known;
        if (chosen is null)
        {
            *alert = TlsControl.AlertUnrecognizedName;
            return TlsControl.HelloError;
        }

        if (chosen != session.Context)
        {
            Switch(session, chosen);
        }

        return TlsControl.HelloSuccess;
    }

    /// <summary>Remembers what is wrong with a certificate, and lets pass what the options ignore.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int OnVerify(int good, nint store)
    {
        if (good == 1)
        {
            return 1;
        }

        TlsSession session = TlsSession.Current!;
        int error = LibCrypto.X509_STORE_CTX_get_error(store);
        int depth = LibCrypto.X509_STORE_CTX_get_error_depth(store);
        bool ignored;
        if (depth > 0)
        {
            ignored = session.Context.Options.IgnoredAuthorityErrors.Has(error);
            if (session.AuthorityError == 0)
            {
                session.AuthorityError = error;
                session.AuthorityErrorDepth = depth;
            }
        }
        else
        {
            ignored = session.Context.Options.IgnoredCertificateErrors.Has(error);
            session.CertificateError = session.CertificateError == 0 ? error : session.CertificateError;
        }

        if (ignored)
        {
            LibCrypto.X509_STORE_CTX_set_error(store, 0);
        }

        return ignored ? 1 : 0;
    }

    /// <summary>The first protocol of ours that the client knows; none in common: none is used (RFC 7301 section 3.2 would have us refuse, HAProxy does not).</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int OnAlpn(nint ssl, byte** chosen, byte* length, byte* offered, uint offeredLength, nint argument)
    {
        ReadOnlySpan<byte> ours = TlsSession.Current!.Context.Options.Alpn;
        ReadOnlySpan<byte> theirs = new(offered, (int)offeredLength);
        for (int i = 0; i < ours.Length; i += ours[i] + 1)
        {
            ReadOnlySpan<byte> name = ours.Slice(i + 1, ours[i]);
            for (int k = 0; k < theirs.Length && k + 1 + theirs[k] <= theirs.Length; k += theirs[k] + 1)
            {
                if (theirs.Slice(k + 1, theirs[k]).SequenceEqual(name))
                {
                    *chosen = offered + k + 1;
                    *length = (byte)name.Length;
                    return TlsControl.ExtensionOk;
                }
            }
        }

        return TlsControl.ExtensionNoAck;
    }

    /// <summary>Staples the OCSP response that lay beside the certificate (RFC 6066 section 8).</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int OnStatus(nint ssl, nint argument)
    {
        byte[] response = TlsSession.Current!.Context.Certificate?.OcspResponse ?? [];
        if (response.Length == 0)
        {
            return TlsControl.ExtensionNoAck;
        }

        // OpenSSL frees it.
        nint copy = LibCrypto.CRYPTO_malloc(response.Length, 0, 0);
        response.CopyTo(new Span<byte>((void*)copy, response.Length));
        LibSsl.SSL_ctrl(ssl, TlsControl.SetStatusResponse, response.Length, (void*)copy);
        return TlsControl.ExtensionOk;
    }

    /// <summary>Tells the client what logs have signed about our certificate (RFC 6962 section 3.3.1), not about those above it.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int OnTimestamps(nint ssl, uint type, uint where, byte** data, nint* length, nint certificate, nint place, int* alert, nint argument)
    {
        byte[] list = TlsSession.Current!.Context.Certificate?.Timestamps ?? [];
        if (list.Length == 0 || place != 0)
        {
            return 0;
        }

        *data = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(list));
        *length = list.Length;
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int OnTicketKey(nint ssl, byte* name, byte* iv, nint cipher, nint mac, int encrypts)
    {
        TicketKeysShared keys = TlsSession.Current!.Context.TicketKeys!;
        if (encrypts != 0)
        {
            return keys.Seal(name, iv, cipher, mac);
        }

        // A ticket of TLS 1.3 is for one use (RFC 8446 appendix C.4): whoever comes with one gets another.
        int opened = keys.Open(name, iv, cipher, mac);
        return opened == TicketKeysShared.Accepted && LibSsl.SSL_version(ssl) >= (int)TlsVersion.Tls13 ? TicketKeysShared.Renewed : opened;
    }

    /// <summary>A server gave a session that may be taken up again: ours to free from here on.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int OnNewSession(nint ssl, nint session)
    {
        TlsSession current = TlsSession.Current!;
        current.Context.Sessions!.Keep(current.Target.ServerName, session);
        return 1;
    }

    /// <summary>Keeps what the client says first, and then wants to hear of no other message.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void OnMessage(int writes, int version, int contentType, byte* message, nint length, nint ssl, nint argument)
    {
        if (writes == 0 && contentType == TlsControl.ContentHandshake)
        {
            TlsSession session = TlsSession.Current!;
            session.Hello = TlsHello.TryRead(new(message, (int)length), session.Context.Options.HelloBytes);
            LibSsl.SSL_set_msg_callback(ssl, null);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void OnKeyLog(nint ssl, byte* line)
    {
        TlsSession session = TlsSession.Current!;
        session.Secrets ??= new TlsSecrets();
        session.Secrets.Note(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(line));
    }

    /// <summary>SSL_set_SSL_CTX takes over the certificate and no more: the rest of what the other context says is set by hand.</summary>
    private static void Switch(TlsSession session, TlsContext chosen)
    {
        nint ssl = session.Handle;
        TlsOptions options = chosen.Options;
        TlsOptions before = session.Context.Options;
        LibSsl.SSL_set_SSL_CTX(ssl, chosen.Handle);
        session.Context = chosen;
        if (ReferenceEquals(options, before))
        {
            return;
        }

        LibSsl.SSL_set_verify(ssl, chosen.VerifyMode, chosen.VerifyMode == TlsControl.VerifyNone ? null : &OnVerify);
        LibSsl.SSL_ctrl(ssl, TlsControl.SetMinVersion, (int)options.Min, null);
        LibSsl.SSL_ctrl(ssl, TlsControl.SetMaxVersion, (int)options.Max, null);
        if (options.Ciphers is { } ciphers && ciphers != before.Ciphers)
        {
            _ = LibSsl.SSL_set_cipher_list(ssl, ciphers);
        }

        if (options.CipherSuites is { } suites && suites != before.CipherSuites)
        {
            _ = LibSsl.SSL_set_ciphersuites(ssl, suites);
        }

        if (options.Groups is { } groups && groups != before.Groups)
        {
            fixed (byte* text = System.Text.Encoding.ASCII.GetBytes(groups + "\0"))
            {
                LibSsl.SSL_ctrl(ssl, TlsControl.SetGroupsList, 0, text);
            }
        }
    }
}
