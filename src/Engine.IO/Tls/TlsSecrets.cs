using System;

namespace Engine.IO.Tls;

/// <summary>
/// The secrets of one connection, where <c>tune.ssl.keylog</c> asks for them: with these and a capture of the packets anybody can read what
/// was said. In hexadecimal digits, as OpenSSL tells them.
/// </summary>
public sealed class TlsSecrets
{
    private readonly byte[]?[] _secrets = new byte[]?[(int)TlsSecretKind.EarlyExporter + 1];

    /// <summary>Empty when the handshake had no such secret.</summary>
    public ReadOnlySpan<byte> this[TlsSecretKind kind] => _secrets[(int)kind];

    /// <summary>Keeps what one line says: label, random bytes of the client, secret, with spaces between them. Other labels are left alone.</summary>
    internal void Note(ReadOnlySpan<byte> line)
    {
        int label = line.IndexOf((byte)' ');
        if (label > 0 && KindOf(line[..label]) is { } kind)
        {
            _secrets[(int)kind] = line[(line.LastIndexOf((byte)' ') + 1)..].ToArray();
        }
    }

    private static TlsSecretKind? KindOf(ReadOnlySpan<byte> label)
    {
        for (TlsSecretKind kind = 0; kind <= TlsSecretKind.EarlyExporter; kind++)
        {
            if (label.SequenceEqual(LabelOf(kind)))
            {
                return kind;
            }
        }

        return null;
    }

    private static ReadOnlySpan<byte> LabelOf(TlsSecretKind kind) => kind switch
    {
        TlsSecretKind.ClientEarlyTraffic => "CLIENT_EARLY_TRAFFIC_SECRET"u8,
        TlsSecretKind.ClientHandshakeTraffic => "CLIENT_HANDSHAKE_TRAFFIC_SECRET"u8,
        TlsSecretKind.ServerHandshakeTraffic => "SERVER_HANDSHAKE_TRAFFIC_SECRET"u8,
        TlsSecretKind.ClientTraffic0 => "CLIENT_TRAFFIC_SECRET_0"u8,
        TlsSecretKind.ServerTraffic0 => "SERVER_TRAFFIC_SECRET_0"u8,
        TlsSecretKind.Exporter => "EXPORTER_SECRET"u8,
        _ => "EARLY_EXPORTER_SECRET"u8,
    };
}
