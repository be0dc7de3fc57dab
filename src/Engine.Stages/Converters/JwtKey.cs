using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Engine.IO.Loop;

namespace Engine.Stages.Converters;

/// <summary>
/// A public key out of a PEM file, or out of the certificate in it. Each loop has objects of its own, because the library's are for
/// one user at a time. A check of a signature may allocate a little: the library's way.
/// </summary>
internal sealed class JwtKey
{
    /// <summary>Loops beyond it make theirs for each check.</summary>
    private const int CopiesMax = 64;

    private readonly byte[] _subjectPublicKeyInfo;
    private readonly bool _isRsa;
    private readonly AsymmetricAlgorithm?[] _copies = new AsymmetricAlgorithm?[CopiesMax];

    private JwtKey(byte[] subjectPublicKeyInfo, bool isRsa)
    {
        _subjectPublicKeyInfo = subjectPublicKeyInfo;
        _isRsa = isRsa;
    }

    /// <summary>Null when the text holds no key that signatures are checked with.</summary>
    internal static JwtKey? Read(string pem)
    {
        try
        {
            byte[] info;
            if (pem.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
            {
                using X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem);
                info = certificate.PublicKey.ExportSubjectPublicKeyInfo();
            }
            else
            {
                PemFields fields = PemEncoding.Find(pem);
                info = Convert.FromBase64String(pem[fields.Base64Data]);
            }

            JwtKey key = new(info, PublicKey.CreateFromSubjectPublicKeyInfo(info, out _).GetRSAPublicKey() is not null);
            key.Create().Dispose();
            return key;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    /// <summary>False also when the key is of another kind than the algorithm.</summary>
    internal bool Verifies(JwtAlgorithm algorithm, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        int loop = EventLoop.Current?.Index ?? 0;
        AsymmetricAlgorithm key = loop < CopiesMax ? _copies[loop] ??= Create() : Create();
        try
        {
            return (key, algorithm.Family) switch
            {
                (RSA rsa, JwtFamily.Rsa) => rsa.VerifyData(signed, signature, algorithm.Hash, RSASignaturePadding.Pkcs1),
                (RSA rsa, JwtFamily.RsaPss) => rsa.VerifyData(signed, signature, algorithm.Hash, RSASignaturePadding.Pss),
                (ECDsa curve, JwtFamily.EllipticCurve) => curve.VerifyData(signed, signature, algorithm.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private AsymmetricAlgorithm Create()
    {
        if (_isRsa)
        {
            RSA rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(_subjectPublicKeyInfo, out _);
            return rsa;
        }

        ECDsa curve = ECDsa.Create();
        curve.ImportSubjectPublicKeyInfo(_subjectPublicKeyInfo, out _);
        return curve;
    }
}
