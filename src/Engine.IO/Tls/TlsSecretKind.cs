namespace Engine.IO.Tls;

/// <summary>Secrets of TLS 1.3 (RFC 8446 section 7.1) under the names that files of keys have for them.</summary>
public enum TlsSecretKind : byte
{
    ClientEarlyTraffic,
    ClientHandshakeTraffic,
    ServerHandshakeTraffic,
    ClientTraffic0,
    ServerTraffic0,
    Exporter,
    EarlyExporter,
}
