using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using Engine.IO.Tls;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>
/// What was kept of a client's first TLS message and of the secrets of a handshake (CFG 7.3.4): the parts of a JA3 fingerprint, and of a file
/// of keys. Without <c>tune.ssl.capture-buffer-size</c> and <c>tune.ssl.keylog</c> nothing is, and none of these has a value.
/// </summary>
internal static class TlsCaptureFetches
{
    private delegate ReadOnlyMemory<byte> HelloList(TlsHello hello);

    internal static IReadOnlyList<FetchRow> Rows =>
    [
        FetchRow.Of("ssl_fc_protocol_hello_id", "Version in the client's hello: 771 for TLS 1.2 and later.", SampleNeeds.Client, Version),
        FetchRow.Of("ssl_fc_cipherlist_xxh", "XXH64 of all cipher suites of the client's hello, signed.", SampleNeeds.Client, CiphersHash),
        List("ssl_fc_cipherlist_bin", "Cipher suites of the client's hello, two bytes each; 1 leaves GREASE out.", static hello => hello.Ciphers),
        new("ssl_fc_cipherlist_hex", "Cipher suites of the client's hello in hexadecimal digits; 1 leaves GREASE out.", SampleNeeds.Client, static call => new HexFetch(LeavesGrease(call))),
        new("ssl_fc_cipherlist_str", "Names of the cipher suites of the client's hello, with commas between them; 1 leaves GREASE out.", SampleNeeds.Client, static call => new NameFetch(LeavesGrease(call))),
        List("ssl_fc_extlist_bin", "Numbers of the extensions of the client's hello, two bytes each; 1 leaves GREASE out.", static hello => hello.Extensions),
        List("ssl_fc_eclist_bin", "Groups of the client's hello, two bytes each; 1 leaves GREASE out.", static hello => hello.Groups),
        List("ssl_fc_ecformats_bin", "Point formats of the client's hello, a byte each.", static hello => hello.PointFormats),
        List("ssl_fc_sigalgs_bin", "Signature algorithms of the client's hello, two bytes each; 1 leaves GREASE out.", static hello => hello.SignatureAlgorithms),
        List("ssl_fc_supported_versions_bin", "Versions of TLS in the client's hello, two bytes each; 1 leaves GREASE out.", static hello => hello.Versions),
        .. Secrets("ssl_fc_", SampleNeeds.Client, TlsFetches.OfClient),
        .. Secrets("ssl_bc_", SampleNeeds.Server, TlsFetches.OfServer),
    ];

    private static IReadOnlyList<FetchRow> Secrets(string prefix, SampleNeeds needs, TlsSide side) =>
    [
        Secret(prefix + "client_early_traffic_secret", "CLIENT_EARLY_TRAFFIC_SECRET", needs, side, TlsSecretKind.ClientEarlyTraffic),
        Secret(prefix + "client_handshake_traffic_secret", "CLIENT_HANDSHAKE_TRAFFIC_SECRET", needs, side, TlsSecretKind.ClientHandshakeTraffic),
        Secret(prefix + "server_handshake_traffic_secret", "SERVER_HANDSHAKE_TRAFFIC_SECRET", needs, side, TlsSecretKind.ServerHandshakeTraffic),
        Secret(prefix + "client_traffic_secret_0", "CLIENT_TRAFFIC_SECRET_0", needs, side, TlsSecretKind.ClientTraffic0),
        Secret(prefix + "server_traffic_secret_0", "SERVER_TRAFFIC_SECRET_0", needs, side, TlsSecretKind.ServerTraffic0),
        Secret(prefix + "exporter_secret", "EXPORTER_SECRET", needs, side, TlsSecretKind.Exporter),
        Secret(prefix + "early_exporter_secret", "EARLY_EXPORTER_SECRET", needs, side, TlsSecretKind.EarlyExporter),
    ];

    private static FetchRow Secret(string name, string label, SampleNeeds needs, TlsSide side, TlsSecretKind kind)
    {
        SecretFetch fetch = new(side, kind);
        return new FetchRow(name, $"{label} of a file of keys (TLS 1.3), in hexadecimal digits.", needs, _ => fetch);
    }

    private static FetchRow List(string name, string documentation, HelloList read) =>
        new(name, documentation, SampleNeeds.Client, call => new ListFetch(read, LeavesGrease(call)));

    private static bool LeavesGrease(SampleCallArguments call) => call.Integer(0, 0) == 1;

    private static TlsHello? HelloOf(in SampleContext context) => TlsFetches.OfClient(context)?.Hello;

    private static bool Version(in SampleContext context, ref Sample sample)
    {
        TlsHello? hello = HelloOf(context);
        sample.Set((long)(hello?.Version ?? 0));
        return hello is not null;
    }

    private static bool CiphersHash(in SampleContext context, ref Sample sample)
    {
        TlsHello? hello = HelloOf(context);
        sample.Set(unchecked((long)(hello?.CiphersHash ?? 0)));
        return hello is not null;
    }

    /// <summary>Without the values that mean nothing and only keep others from relying on a list (RFC 8701 section 2). False when there is no room.</summary>
    private static bool TryWithoutGrease(Scratch scratch, ReadOnlySpan<byte> list, out ReadOnlySpan<byte> values)
    {
        values = default;
        if (!scratch.TryTake(list.Length, out Span<byte> room))
        {
            return false;
        }

        int length = 0;
        for (int i = 0; i < list.Length; i += 2)
        {
            ReadOnlySpan<byte> value = list.Slice(i, Math.Min(2, list.Length - i));
            if (value.Length < 2 || value[0] != value[1] || (value[0] & 0x0f) != 0x0a)
            {
                value.CopyTo(room[length..]);
                length += value.Length;
            }
        }

        values = room[..length];
        return true;
    }

    private sealed class ListFetch(HelloList read, bool leavesGrease) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            if (HelloOf(context) is not { } hello)
            {
                return false;
            }

            ReadOnlySpan<byte> list = read(hello).Span;
            if (leavesGrease && !TryWithoutGrease(context.Scratch, list, out list))
            {
                return false;
            }

            sample.SetBinary(list);
            return true;
        }
    }

    private sealed class HexFetch(bool leavesGrease) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            if (HelloOf(context) is not { } hello)
            {
                return false;
            }

            ReadOnlySpan<byte> list = hello.Ciphers.Span;
            if ((leavesGrease && !TryWithoutGrease(context.Scratch, list, out list)) || !context.Scratch.TryTake(2 * list.Length, out Span<byte> digits))
            {
                return false;
            }

            for (int i = 0; i < list.Length; i++)
            {
                _ = list[i].TryFormat(digits[(2 * i)..], out _, "X2", CultureInfo.InvariantCulture);
            }

            sample.SetText(digits);
            return true;
        }
    }

    /// <summary>OpenSSL's names; <c>UNKNOWN(0a0a)</c> for a suite that it does not know.</summary>
    private sealed class NameFetch(bool leavesGrease) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            if (TlsFetches.OfClient(context) is not { Hello: { } hello } tls)
            {
                return false;
            }

            ReadOnlySpan<byte> list = hello.Ciphers.Span;
            if (leavesGrease && !TryWithoutGrease(context.Scratch, list, out list))
            {
                return false;
            }

            Span<byte> room = context.Scratch.Rest;
            int length = 0;
            for (int i = 0; i + 1 < list.Length; i += 2)
            {
                if (!TryWrite(tls, BinaryPrimitives.ReadUInt16BigEndian(list[i..]), room[length..], i > 0, out int written))
                {
                    return false;
                }

                length += written;
            }

            sample.SetText(context.Scratch.Keep(length));
            return true;
        }

        private static bool TryWrite(TlsSession tls, int suite, Span<byte> room, bool isNext, out int written)
        {
            ReadOnlySpan<byte> name = tls.CipherName(suite);
            ReadOnlySpan<byte> comma = isNext ? ","u8 : default;
            return name.IsEmpty
                ? System.Text.Unicode.Utf8.TryWrite(room, CultureInfo.InvariantCulture, $"{comma}UNKNOWN({suite:x4})", out written)
                : System.Text.Unicode.Utf8.TryWrite(room, CultureInfo.InvariantCulture, $"{comma}{name}", out written);
        }
    }

    private sealed class SecretFetch(TlsSide side, TlsSecretKind kind) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            ReadOnlySpan<byte> secret = side(context)?.Secrets is { } secrets ? secrets[kind] : default;
            sample.SetText(secret);
            return !secret.IsEmpty;
        }
    }
}
