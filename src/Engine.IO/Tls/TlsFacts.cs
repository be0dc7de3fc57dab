using System;

namespace Engine.IO.Tls;

/// <summary>What can be told of an established session. Spans are valid until the session is closed, or as long as what they were written into.</summary>
public static unsafe class TlsFacts
{
    private const int HostName = 0;

    /// <summary>X509_V_ERR_HOSTNAME_MISMATCH and X509_V_ERR_IP_ADDRESS_MISMATCH.</summary>
    private const int NameMismatch = 62;
    private const int AddressMismatch = 64;

    /// <summary>"TLSv1.3".</summary>
    public static ReadOnlySpan<byte> Protocol(this TlsSession session) => TextOf(LibSsl.SSL_get_version(session.Handle));

    /// <summary>The version as it stands on the wire: 0x0304 for TLS 1.3.</summary>
    public static int ProtocolNumber(this TlsSession session) => LibSsl.SSL_version(session.Handle);

    /// <summary>OpenSSL's name of the cipher; empty before the handshake is done.</summary>
    public static ReadOnlySpan<byte> Cipher(this TlsSession session)
    {
        nint cipher = LibSsl.SSL_get_current_cipher(session.Handle);
        return cipher == 0 ? default : TextOf(LibSsl.SSL_CIPHER_get_name(cipher));
    }

    /// <summary>OpenSSL's name of a cipher suite by its number on the wire; empty when it has none, and once the session is closed.</summary>
    public static ReadOnlySpan<byte> CipherName(this TlsSession session, int suite)
    {
        byte* number = stackalloc byte[2] { (byte)(suite >> 8), (byte)suite };
        nint cipher = session.Handle == 0 ? 0 : LibSsl.SSL_CIPHER_find(session.Handle, number);
        return cipher == 0 ? default : TextOf(LibSsl.SSL_CIPHER_get_name(cipher));
    }

    /// <summary>Bits of the symmetric key in use, and of those the algorithm has.</summary>
    public static (int Used, int Algorithm) CipherBits(this TlsSession session)
    {
        nint cipher = LibSsl.SSL_get_current_cipher(session.Handle);
        int algorithm = 0;
        int used = cipher == 0 ? 0 : LibSsl.SSL_CIPHER_get_bits(cipher, &algorithm);
        return (used, algorithm);
    }

    /// <summary>The protocol that was agreed on; empty without one.</summary>
    public static ReadOnlySpan<byte> Alpn(this TlsSession session)
    {
        byte* name;
        uint length;
        LibSsl.SSL_get0_alpn_selected(session.Handle, &name, &length);
        return new(name, (int)length);
    }

    /// <summary>The name the client asked for, or that was asked of the server; empty without one.</summary>
    public static ReadOnlySpan<byte> ServerName(this TlsSession session) => TextOf(LibSsl.SSL_get_servername(session.Handle, HostName));

    public static bool IsResumed(this TlsSession session) => LibSsl.SSL_session_reused(session.Handle) == 1;

    /// <summary>X509_V_OK or the error that verification ended with.</summary>
    public static int VerifyResult(this TlsSession session) => (int)LibSsl.SSL_get_verify_result(session.Handle);

    public static ReadOnlySpan<byte> SessionId(this TlsSession session)
    {
        nint current = LibSsl.SSL_get_session(session.Handle);
        uint length = 0;
        byte* id = current == 0 ? null : LibSsl.SSL_SESSION_get_id(current, &length);
        return new(id, (int)length);
    }

    /// <summary>How many bytes were written; as are all of these.</summary>
    public static int WriteMasterKey(this TlsSession session, Span<byte> into)
    {
        nint current = LibSsl.SSL_get_session(session.Handle);
        fixed (byte* p = into)
        {
            return current == 0 ? 0 : (int)LibSsl.SSL_SESSION_get_master_key(current, p, into.Length);
        }
    }

    public static int WriteClientRandom(this TlsSession session, Span<byte> into)
    {
        fixed (byte* p = into)
        {
            return (int)LibSsl.SSL_get_client_random(session.Handle, p, into.Length);
        }
    }

    public static int WriteServerRandom(this TlsSession session, Span<byte> into)
    {
        fixed (byte* p = into)
        {
            return (int)LibSsl.SSL_get_server_random(session.Handle, p, into.Length);
        }
    }

    /// <summary>The first Finished message of the handshake, which is unique to the connection (tls-unique, RFC 5929 section 3).</summary>
    public static int WriteUniqueId(this TlsSession session, Span<byte> into)
    {
        // The client finishes first, unless the session was resumed (up to TLS 1.2).
        bool ours = session.IsResumed() == session.Context.IsServer;
        fixed (byte* p = into)
        {
            nint length = ours ? LibSsl.SSL_get_finished(session.Handle, p, into.Length) : LibSsl.SSL_get_peer_finished(session.Handle, p, into.Length);
            return (int)Math.Min(length, into.Length);
        }
    }

    /// <summary>"X25519", "P-256"; empty where OpenSSL has no name for the group of the key exchange.</summary>
    public static ReadOnlySpan<byte> Group(this TlsSession session)
    {
        nint number = LibSsl.SSL_ctrl(session.Handle, TlsControl.GetNegotiatedGroup, 0, null);
        return number switch
        {
            1034 => "X25519"u8,
            1035 => "X448"u8,
            415 => "prime256v1"u8,
            715 => "secp384r1"u8,
            716 => "secp521r1"u8,
            _ => default,
        };
    }

    /// <summary>True when the other side showed a certificate.</summary>
    public static bool HasPeerCertificate(this TlsSession session)
    {
        nint certificate = PeerCertificateOf(session);
        if (certificate != 0)
        {
            LibCrypto.X509_free(certificate);
        }

        return certificate != 0;
    }

    /// <summary>DER of the other side's certificate; null without one. Allocates: ask once per connection.</summary>
    public static byte[]? PeerCertificate(this TlsSession session)
    {
        nint certificate = PeerCertificateOf(session);
        if (certificate == 0)
        {
            return null;
        }

        byte[] der = TlsCertificate.ToDer(certificate);
        LibCrypto.X509_free(certificate);
        return der;
    }

    /// <summary>OpenSSL's words for a verification error.</summary>
    public static string VerifyErrorText(int error) => LibCrypto.TextOf(LibCrypto.X509_verify_cert_error_string(error));

    /// <summary>Why the handshake failed.</summary>
    internal static TlsFailure FailureOf(TlsSession session)
    {
        int result = session.VerifyResult();
        if (result is NameMismatch or AddressMismatch)
        {
            return TlsFailure.Name;
        }

        if (result != 0)
        {
            return session.AuthorityError != 0 && result == session.AuthorityError ? TlsFailure.Authority : TlsFailure.Certificate;
        }

        return session.Error != 0 ? TlsFailure.Broken : session.HasEnded ? TlsFailure.Closed : TlsFailure.Protocol;
    }

    private static nint PeerCertificateOf(TlsSession session) =>
        TlsLibrary.IsVersion3 ? LibSsl.SSL_get1_peer_certificate(session.Handle) : LibSsl.SSL_get_peer_certificate(session.Handle);

    private static ReadOnlySpan<byte> TextOf(byte* text) =>
        text is null ? default : System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text);
}
