using System;
using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;

namespace Engine.IO.Tls;

/// <summary>What an authority says about one certificate (RFC 6960 section 4.2). The signature is the client's to verify.</summary>
public sealed unsafe class OcspAnswer
{
    private static readonly Asn1Tag Explicit0 = new(TagClass.ContextSpecific, 0);

    private OcspAnswer(byte[] der) => Der = der;

    /// <summary>All of it.</summary>
    public byte[] Der { get; }

    /// <summary>DER of the CertID: about which certificate.</summary>
    public byte[] CertificateId { get; private init; } = [];

    public byte[] IssuerNameHash { get; private init; } = [];

    public byte[] IssuerKeyHash { get; private init; } = [];

    /// <summary>Big-endian.</summary>
    public byte[] Serial { get; private init; } = [];

    /// <summary>When newer word is to be had, UTC; null = at any time.</summary>
    public DateTimeOffset? NextUpdate { get; private init; }

    /// <summary>False when it is none, or says nothing; <paramref name="error"/> in the words of HAProxy.</summary>
    public static bool TryRead(byte[] der, [NotNullWhen(true)] out OcspAnswer? answer, [NotNullWhen(false)] out string? error)
    {
        answer = null;
        error = "Unable to parse OCSP response.";
        try
        {
            AsnReader response = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
            if (response.ReadEnumeratedBytes().Span is not [0])
            {
                error = "OCSP response status not successful";
                return false;
            }

            AsnReader bytes = response.ReadSequence(Explicit0).ReadSequence();
            bytes.ReadObjectIdentifier();
            answer = ReadBasic(der, new AsnReader(bytes.ReadOctetString(), AsnEncodingRules.DER).ReadSequence().ReadSequence(), ref error);
        }
        catch (AsnContentException)
        {
            return false;
        }

        return answer is not null;
    }

    /// <summary>True when it is about that certificate.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The hash that RFC 6960 section 4.1.1 and its clients name issuers by; nothing is protected by it.")]
    public bool IsAbout(TlsCertificate certificate)
    {
        (byte[] issuer, byte[] serial) = certificate.Origin;
        byte[] hash = IssuerNameHash.Length == SHA256.HashSizeInBytes ? SHA256.HashData(issuer) : SHA1.HashData(issuer);
        return hash.AsSpan().SequenceEqual(IssuerNameHash) && serial.AsSpan().TrimStart((byte)0).SequenceEqual(Serial.AsSpan().TrimStart((byte)0));
    }

    /// <summary>All of it in OpenSSL's words; empty when OpenSSL cannot read it.</summary>
    public string Describe()
    {
        fixed (byte* start = Der)
        {
            byte* at = start;
            nint response = LibCrypto.d2i_OCSP_RESPONSE(0, &at, Der.Length);
            if (response == 0)
            {
                LibCrypto.ERR_clear_error();
                return "";
            }

            nint memory = LibCrypto.BIO_new(LibCrypto.BIO_s_mem());
            _ = LibCrypto.OCSP_RESPONSE_print(memory, response, 0);
            byte* text;
            int length = (int)LibCrypto.BIO_ctrl(memory, TlsControl.BioControlInfo, 0, &text);
            string told = Encoding.UTF8.GetString(text, length);
            _ = LibCrypto.BIO_free(memory);
            LibCrypto.OCSP_RESPONSE_free(response);
            return told;
        }
    }

    /// <param name="data">The fields of ResponseData.</param>
    private static OcspAnswer? ReadBasic(byte[] der, AsnReader data, ref string error)
    {
        if (data.PeekTag().HasSameClassAndValue(Explicit0))
        {
            data.ReadEncodedValue(); // version
        }

        data.ReadEncodedValue(); // responder
        data.ReadEncodedValue(); // produced at
        AsnReader answers = data.ReadSequence();
        AsnReader single = answers.ReadSequence();
        if (answers.HasData)
        {
            error = "OCSP response ignored because contains multiple single responses.";
            return null;
        }

        ReadOnlyMemory<byte> id = single.PeekEncodedValue();
        AsnReader names = single.ReadSequence();
        names.ReadSequence(); // algorithm of the hashes
        byte[] name = names.ReadOctetString();
        byte[] key = names.ReadOctetString();
        ReadOnlyMemory<byte> serial = names.ReadIntegerBytes();
        single.ReadEncodedValue(); // good, revoked, unknown
        single.ReadGeneralizedTime();
        DateTimeOffset? next = single.HasData && single.PeekTag().HasSameClassAndValue(Explicit0) ? single.ReadSequence(Explicit0).ReadGeneralizedTime() : null;
        return new OcspAnswer(der) { CertificateId = id.ToArray(), IssuerNameHash = name, IssuerKeyHash = key, Serial = serial.ToArray(), NextUpdate = next };
    }
}
