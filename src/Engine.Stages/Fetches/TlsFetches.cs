using System;
using System.Collections.Generic;
using Engine.IO.Tls;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>Fetches about TLS on both sides (CFG 7.3.4): <c>ssl_fc_*</c> and <c>ssl_bc_*</c> are the same questions about two connections.</summary>
internal static class TlsFetches
{
    /// <summary>As long as any of them is: a Finished message or master secret of 48 bytes, randoms of 32.</summary>
    private const int SecretBytesMax = 64;

    /// <summary>Writes a value into scratch room; how many bytes it took.</summary>
    private delegate int Writer(TlsSession session, Span<byte> into);

    private delegate ReadOnlySpan<byte> Text(TlsSession session);

    private delegate long Number(TlsSession session);

    internal static IReadOnlyList<FetchRow> Rows =>
    [
        FetchRow.Of("ssl_fc", "True when the client's connection is encrypted.", SampleNeeds.Client, IsClientTls),
        FetchRow.Of("ssl_bc", "True when the server's connection is encrypted.", SampleNeeds.Server, IsServerTls),
        FetchRow.Of("ssl_fc_has_crt", "True when the client showed a certificate in this handshake.", SampleNeeds.Client, HasCertificate),
        FetchRow.Of("ssl_fc_has_sni", "True when the client asked for a name.", SampleNeeds.Client, HasName),
        FetchRow.Of("ssl_fc_has_early", "True for a request in early data, which is never accepted.", SampleNeeds.Client, Never),
        FetchRow.Of("ssl_fc_early_rcvd", "True when early data was received, which is never accepted.", SampleNeeds.Client, Never),
        FetchRow.Of("ssl_fc_crtname", "Path of the certificate shown to the client.", SampleNeeds.Client, CertificateName),
        FetchRow.Of("fc_err", "Number of what went wrong with the client's connection.", SampleNeeds.Client, ErrorNumber),
        FetchRow.Of("fc_err_str", "What went wrong with the client's connection.", SampleNeeds.Client, ErrorText),
        .. Side("ssl_fc_", SampleNeeds.Client, OfClient),
        .. Side("ssl_bc_", SampleNeeds.Server, OfServer),
        .. CertificateFetches.Rows,
        .. TlsCaptureFetches.Rows,
    ];

    internal static TlsSession? OfClient(in SampleContext context) => context.HasClient ? context.Client.Tls : null;

    internal static TlsSession? OfServer(in SampleContext context) => context.HasExchange ? context.Exchange.ServerTls : null;

    private static IReadOnlyList<FetchRow> Side(string prefix, SampleNeeds needs, TlsSide side) =>
    [
        OfText(prefix + "protocol", "The version of TLS.", needs, side, static tls => tls.Protocol()),
        OfText(prefix + "cipher", "The cipher.", needs, side, static tls => tls.Cipher()),
        OfText(prefix + "alpn", "The protocol agreed on.", needs, side, static tls => tls.Alpn()),
        OfText(prefix + "npn", "The protocol agreed on by NPN, which nobody uses any more.", needs, side, static _ => default),
        OfText(prefix + "sni", "The name asked for.", needs, side, static tls => tls.ServerName()),
        OfText(prefix + "curve", "The curve of the key exchange.", needs, side, static tls => tls.Group()),
        OfNumber(prefix + "alg_keysize", "Bits of the cipher's key.", needs, side, static tls => tls.CipherBits().Algorithm),
        OfNumber(prefix + "use_keysize", "Bits of the cipher's key in use.", needs, side, static tls => tls.CipherBits().Used),
        OfNumber(prefix + "err", "OpenSSL's number of what went wrong.", needs, side, static tls => tls.ErrorCode),
        new(prefix + "err_str", "What went wrong, in OpenSSL's words.", needs, _ => new ErrorFetch(side)),
        new(prefix + "is_resumed", "True when a session was taken up again.", needs, _ => new ResumedFetch(side)),
        OfBytes(prefix + "session_id", "Id of the session.", needs, side, static (tls, into) => Copy(tls.SessionId(), into)),
        OfBytes(prefix + "session_key", "Master secret of the session.", needs, side, static (tls, into) => tls.WriteMasterKey(into)),
        OfBytes(prefix + "unique_id", "Unique id of the connection (tls-unique).", needs, side, static (tls, into) => tls.WriteUniqueId(into)),
        OfBytes(prefix + "client_random", "Random bytes of the client.", needs, side, static (tls, into) => tls.WriteClientRandom(into)),
        OfBytes(prefix + "server_random", "Random bytes of the server.", needs, side, static (tls, into) => tls.WriteServerRandom(into)),
    ];

    private static FetchRow OfText(string name, string documentation, SampleNeeds needs, TlsSide side, Text read) =>
        new(name, documentation, needs, _ => new TextFetch(side, read));

    private static FetchRow OfNumber(string name, string documentation, SampleNeeds needs, TlsSide side, Number read) =>
        new(name, documentation, needs, _ => new NumberFetch(side, read));

    private static FetchRow OfBytes(string name, string documentation, SampleNeeds needs, TlsSide side, Writer write) =>
        new(name, documentation, needs, _ => new BytesFetch(side, write));

    private static int Copy(ReadOnlySpan<byte> value, Span<byte> into)
    {
        value.CopyTo(into);
        return value.Length;
    }

    private static bool IsClientTls(in SampleContext context, ref Sample sample) => Give(context.Client.IsTls, ref sample);

    private static bool IsServerTls(in SampleContext context, ref Sample sample) => Give(OfServer(context) is not null, ref sample);

    private static bool HasCertificate(in SampleContext context, ref Sample sample) =>
        OfClient(context) is { } tls && Give(!tls.IsResumed() && tls.HasPeerCertificate(), ref sample);

    private static bool HasName(in SampleContext context, ref Sample sample) =>
        Give(OfClient(context) is { } tls && !tls.ServerName().IsEmpty, ref sample);

    private static bool Never(in SampleContext context, ref Sample sample) => Give(false, ref sample);

    private static bool CertificateName(in SampleContext context, ref Sample sample)
    {
        if (OfClient(context)?.Certificate is not { } certificate)
        {
            return false;
        }

        sample.SetText(certificate.PathBytes);
        return true;
    }

    private static bool Give(bool value, ref Sample sample)
    {
        sample.Set(value);
        return true;
    }

    /// <summary>Numbers of CFG 7.3.3, fc_err_str.</summary>
    private static bool ErrorNumber(in SampleContext context, ref Sample sample)
    {
        sample.Set(context.Client.HandshakeFailure switch
        {
            TlsFailure.None => context.Client.StartFault is { } fault ? fault.Number : 0,
            TlsFailure.Closed => 24,
            TlsFailure.Broken => 25,
            TlsFailure.Canceled => 26,
            TlsFailure.Authority => 30,
            TlsFailure.Certificate => 31,
            _ => 34L,
        });
        return true;
    }

    private static bool ErrorText(in SampleContext context, ref Sample sample)
    {
        sample.SetText(context.Client.HandshakeFailure switch
        {
            TlsFailure.None => context.Client.StartFault is { } fault ? fault.TextBytes : "Success"u8,
            TlsFailure.Closed => "Connection closed during SSL handshake"u8,
            TlsFailure.Broken => "Connection error during SSL handshake"u8,
            TlsFailure.Canceled => "Timeout during SSL handshake"u8,
            TlsFailure.Authority => "SSL client CA chain cannot be verified"u8,
            TlsFailure.Certificate => "SSL client certificate not trusted"u8,
            _ => "SSL handshake failure"u8,
        });
        return true;
    }

    private sealed class TextFetch(TlsSide side, Text read) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            ReadOnlySpan<byte> value = side(context) is { } tls ? read(tls) : default;
            sample.SetText(value);
            return !value.IsEmpty;
        }
    }

    private sealed class NumberFetch(TlsSide side, Number read) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            TlsSession? tls = side(context);
            sample.Set(tls is null ? 0 : read(tls));
            return tls is not null;
        }
    }

    private sealed class BytesFetch(TlsSide side, Writer write) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            if (side(context) is not { } tls || context.Scratch.Rest.Length < SecretBytesMax)
            {
                return false;
            }

            int length = write(tls, context.Scratch.Rest[..SecretBytesMax]);
            sample.SetBinary(context.Scratch.Keep(length));
            return length > 0;
        }
    }

    private sealed class ErrorFetch(TlsSide side) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            if (side(context)?.ErrorText is not { } text || context.Scratch.Rest.Length < text.Length)
            {
                return false;
            }

            int length = System.Text.Encoding.Latin1.GetBytes(text, context.Scratch.Rest);
            sample.SetText(context.Scratch.Keep(length));
            return true;
        }
    }

    private sealed class ResumedFetch(TlsSide side) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample) => Give(side(context) is { } tls && tls.IsResumed(), ref sample);
    }
}
