using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;

namespace Engine.IO.Tls;

/// <summary>A certificate with its key and the certificates that lead up from it. Immutable; any thread.</summary>
public sealed unsafe class TlsCertificate
{
    private const string EcKeyOid = "1.2.840.10045.2.1";

    private TlsCertificate(CertificateParts parts, List<nint> certificates, nint key, byte[] der)
    {
        Path = parts.Path;
        OcspResponse = parts.OcspResponse;
        Timestamps = GC.AllocateUninitializedArray<byte>(parts.Timestamps.Length, pinned: true);
        parts.Timestamps.CopyTo(Timestamps, 0);
        Leaf = certificates[0];
        Chain = certificates[1..];
        Key = key;
        Der = der;
    }

    /// <summary>Frees what OpenSSL holds; its contexts have references of their own.</summary>
    ~TlsCertificate()
    {
        LibCrypto.X509_free(Leaf);
        Chain.ForEach(LibCrypto.X509_free);
        LibCrypto.EVP_PKEY_free(Key);
    }

    public string Path { get; }

    /// <summary>The same as bytes.</summary>
    public byte[] PathBytes => field ??= System.Text.Encoding.Latin1.GetBytes(Path);

    /// <summary>The certificate itself.</summary>
    public byte[] Der { get; }

    /// <summary>Host names it is made out to, in lower case: the alternative names and the common name.</summary>
    public IReadOnlyList<string> Names { get; private init; } = [];

    /// <summary>What rules ask about it; null when it cannot be read that far.</summary>
    public CertificateFacts? Facts => field ??= CertificateFacts.TryRead(Der);

    /// <summary>True for a key on an elliptic curve, which not every client takes.</summary>
    public bool IsEcdsa { get; private init; }

    /// <summary>Until when it is good, UTC.</summary>
    public DateTime NotAfter { get; private init; }

    /// <summary>DER; empty when there is none to staple.</summary>
    public byte[] OcspResponse { get; }

    /// <summary>A list of signed certificate timestamps; empty without. Does not move: OpenSSL reads it where it lies.</summary>
    internal byte[] Timestamps { get; }

    /// <summary>DER of the issuer's name, and the serial number, big-endian.</summary>
    internal (byte[] Issuer, byte[] Serial) Origin
    {
        get
        {
            using X509Certificate2 view = X509CertificateLoader.LoadCertificate(Der);
            return (view.IssuerName.RawData, view.SerialNumberBytes.ToArray());
        }
    }

    /// <summary>"RSA2048", "EC256".</summary>
    public string KeyText { get; private init; } = "";

    /// <summary>Certificates that lead up from it, DER each.</summary>
    public IReadOnlyList<byte[]> ChainDer => Chain.ConvertAll(ToDer);

    internal nint Leaf { get; }

    internal List<nint> Chain { get; }

    internal nint Key { get; }

    /// <inheritdoc cref="TryLoad(CertificateParts, bool, TlsCertificate?, out TlsCertificate?, out string?)"/>
    public static bool TryLoad(CertificateParts parts, [NotNullWhen(true)] out TlsCertificate? certificate, [NotNullWhen(false)] out string? error) =>
        TryLoad(parts, isDraft: false, null, out certificate, out error);

    /// <summary>False when something is missing or does not fit; <paramref name="error"/> says what and how to look at it.</summary>
    /// <param name="isDraft">True: the key may be missing or another's, until <see cref="CertificateDraft.FaultOf"/> is asked.</param>
    /// <param name="before">Whose key serves when the texts hold none; null = nobody's.</param>
    public static bool TryLoad(CertificateParts parts, bool isDraft, TlsCertificate? before, [NotNullWhen(true)] out TlsCertificate? certificate, [NotNullWhen(false)] out string? error)
    {
        certificate = null;
        if (parts.Timestamps.Length > 0 && !SignedTimestamps.IsList(parts.Timestamps))
        {
            error = $"the file of signed certificate timestamps (.sctl) beside '{parts.Path}' is no list as RFC 6962 section 3.3 has it: make it anew, or take it away";
            return false;
        }

        LibCrypto.ERR_clear_error();
        List<nint> certificates = PemBlocks.ReadCertificates(parts.Pem);
        if (certificates.Count == 0)
        {
            error = $"'{parts.Path}' holds no certificate in PEM ({TlsErrors.Reason()}); look at it with: openssl x509 -in {parts.Path} -noout -text";
            return false;
        }

        nint key = PemBlocks.ReadKey(parts.Key ?? parts.Pem);
        if (key == 0 && before is { Key: not 0 })
        {
            LibCrypto.ERR_clear_error();
            _ = LibCrypto.EVP_PKEY_up_ref(before.Key);
            key = before.Key;
        }

        if (key == 0 && !isDraft)
        {
            string where = parts.KeyPath ?? parts.Path;
            error = $"'{where}' holds no private key that can be read without a passphrase ({TlsErrors.Reason()}); look at it with: openssl pkey -in {where} -noout";
            Free(certificates, key);
            return false;
        }

        if (!isDraft && LibCrypto.X509_check_private_key(certificates[0], key) != 1)
        {
            LibCrypto.ERR_clear_error();
            string where = parts.KeyPath ?? parts.Path;
            error = $"the private key in '{where}' is not that of the first certificate in '{parts.Path}'; compare: openssl x509 -in {parts.Path} -noout -pubkey, openssl pkey -in {where} -pubout";
            Free(certificates, key);
            return false;
        }

        certificate = Read(parts, certificates, key);
        error = null;
        return true;
    }

    /// <summary>The same certificate, with another answer to staple.</summary>
    public TlsCertificate With(OcspAnswer answer) => With(answer.Der, Timestamps, key: 0);

    /// <param name="ocspResponse">DER; empty = none.</param>
    /// <param name="timestamps">As in <c>FILE.sctl</c>; empty = none.</param>
    /// <param name="key">The new certificate's to free; 0 = the same.</param>
    internal TlsCertificate With(byte[] ocspResponse, byte[] timestamps, nint key)
    {
        _ = LibCrypto.X509_up_ref(Leaf);
        Chain.ForEach(static issuer => _ = LibCrypto.X509_up_ref(issuer));
        if (key == 0 && Key != 0)
        {
            _ = LibCrypto.EVP_PKEY_up_ref(Key);
        }

        return Read(new CertificateParts { Path = Path, Pem = [], OcspResponse = ocspResponse, Timestamps = timestamps }, [Leaf, .. Chain], key == 0 ? Key : key);
    }

    private static TlsCertificate Read(CertificateParts parts, List<nint> certificates, nint key)
    {
        byte[] der = ToDer(certificates[0]);
        using X509Certificate2 view = X509CertificateLoader.LoadCertificate(der);
        return new TlsCertificate(parts, certificates, key, der)
        {
            Names = NamesOf(view),
            IsEcdsa = view.PublicKey.Oid.Value == EcKeyOid,
            NotAfter = view.NotAfter.ToUniversalTime(),
            KeyText = CertificateFacts.KeyOf(view),
        };
    }

    internal static byte[] ToDer(nint certificate)
    {
        int length = LibCrypto.i2d_X509(certificate, null);
        byte[] der = new byte[length];
        fixed (byte* p = der)
        {
            byte* at = p; // moved behind what was written
            _ = LibCrypto.i2d_X509(certificate, &at);
        }

        return der;
    }

    /// <summary>RFC 6125 section 6.4.4 would count the common name only where there is no alternative name; HAProxy takes both.</summary>
    private static List<string> NamesOf(X509Certificate2 view)
    {
        List<string> names = [];
        foreach (X509Extension extension in view.Extensions)
        {
            if (extension is X509SubjectAlternativeNameExtension alternatives)
            {
                foreach (string name in alternatives.EnumerateDnsNames())
                {
                    names.Add(name.ToLowerInvariant());
                }
            }
        }

        string common = view.GetNameInfo(X509NameType.SimpleName, forIssuer: false).ToLowerInvariant();
        if (common.Length > 0 && !common.Contains(' ', StringComparison.Ordinal) && !names.Contains(common))
        {
            names.Add(common);
        }

        return names;
    }

    private static void Free(List<nint> certificates, nint key)
    {
        certificates.ForEach(LibCrypto.X509_free);
        LibCrypto.EVP_PKEY_free(key);
    }
}
