namespace Engine.IO.Tls;

/// <summary>Numbers of OpenSSL's headers (ssl.h, tls1.h, bio.h, x509_vfy.h); the same in 1.1.1 and 3.</summary>
internal static class TlsControl
{
    internal const int SetTmpDh = 3;
    internal const int Mode = 33;
    internal const int SetReadAhead = 41;
    internal const int SetSessionCacheSize = 42;
    internal const int SessionHits = 27;
    internal const int SessionMisses = 29;
    internal const int SetSessionCacheMode = 44;
    internal const int SetMaxSendFragment = 52;
    internal const int SetServerName = 55;
    internal const int SetStatusCallback = 63;
    internal const int SetStatusResponse = 71;
    internal const int SetTicketKeyCallback = 72;
    internal const int GetPeerSignatureNid = 108;
    internal const int ChainCertificate = 89;
    internal const int SetGroupsList = 92;
    internal const int SetSignatureAlgorithms = 98;
    internal const int SetClientSignatureAlgorithms = 102;
    internal const int SetDhAuto = 118;
    internal const int GetNegotiatedGroup = 134;
    internal const int SetMinVersion = 123;
    internal const int SetMaxVersion = 124;

    internal const int ModePartialWrite = 0x1;
    internal const int ModeMovingWriteBuffer = 0x2;

    internal const int CacheOff = 0;
    internal const int CacheClient = 1;
    internal const int CacheServer = 2;
    internal const int CacheNoInternalStore = 0x200;

    internal const ulong NoTicket = 1UL << 14;
    internal const ulong NoCompression = 1UL << 17;
    internal const ulong PrioritizeChaCha = 1UL << 21;
    internal const ulong ServerPreference = 1UL << 22;
    internal const ulong NoTls10 = 1UL << 26;
    internal const ulong NoTls12 = 1UL << 27;
    internal const ulong NoTls11 = 1UL << 28;
    internal const ulong NoTls13 = 1UL << 29;
    internal const ulong NoRenegotiation = 1UL << 30;
    internal const ulong NoCertificateCompression = 3UL << 32;
    internal const ulong NoVersions = NoTls10 | NoTls11 | NoTls12 | NoTls13;

    internal const int VerifyNone = 0;
    internal const int VerifyPeer = 1;
    internal const int VerifyFailIfNoPeer = 2;
    internal const int VerifyClientOnce = 4;

    internal const int SentShutdown = 1;
    internal const int ReceivedShutdown = 2;

    internal const int HelloError = 0;
    internal const int HelloSuccess = 1;

    internal const int ExtensionOk = 0;
    internal const int ExtensionNoAck = 3;

    /// <summary>RFC 8446 section 5.1.</summary>
    internal const int ContentHandshake = 22;

    /// <summary>SSL_EXT_*: asked for in the hello, answered in that of TLS 1.2 or with a certificate of TLS 1.3, and not where a session is taken up again.</summary>
    internal const uint ExtensionOfCertificate = 0x0040 | 0x0080 | 0x0100 | 0x1000;

    internal const int AlertUnrecognizedName = 112;

    internal const uint ExtensionServerName = 0;
    internal const uint ExtensionSignatureAlgorithms = 13;

    internal const int BioTypeSourceSink = 0x0400;
    internal const int BioRetryBoth = 0x01 | 0x02 | 0x08;
    internal const int BioControlInfo = 3;

    internal const nuint CrlCheck = 0x4;
    internal const nuint CrlCheckAll = 0x8;
}
