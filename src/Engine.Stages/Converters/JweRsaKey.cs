using System;
using System.Security.Cryptography;
using System.Text;
using Engine.IO.Loop;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>A private key of RSA that opens tokens. Each loop has an object of its own, because the library's are for one user at a time.</summary>
internal sealed class JweRsaKey
{
    /// <summary>Loops beyond it make theirs for each token.</summary>
    private const int CopiesMax = 64;

    private static readonly JsonPath[] Numbers = Array.ConvertAll<string, JsonPath>(["n", "e", "d", "p", "q", "dp", "dq", "qi"], JsonPath.Member);

    private readonly RSAParameters _parameters;
    private readonly RSA?[] _copies = new RSA?[CopiesMax];

    private JweRsaKey(RSAParameters parameters) => _parameters = parameters;

    /// <summary>Null when the text holds no private key of RSA.</summary>
    internal static JweRsaKey? ReadPem(byte[] pem)
    {
        try
        {
            using RSA rsa = RSA.Create();
            rsa.ImportFromPem(PrivateKeyOf(Encoding.Latin1.GetString(pem)));
            return new JweRsaKey(rsa.ExportParameters(includePrivateParameters: true));
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A JSON Web Key (RFC 7518 section 6.3). Null when it lacks something, or is no key.</summary>
    internal static JweRsaKey? ReadJwk(ReadOnlySpan<byte> json, Scratch scratch)
    {
        byte[][] numbers = new byte[Numbers.Length][];
        for (int i = 0; i < Numbers.Length; i++)
        {
            if (!JweHeader.TryBytes(json, Numbers[i], scratch, out ReadOnlySpan<byte> number))
            {
                return null;
            }

            numbers[i] = number.ToArray();
        }

        int bytes = numbers[0].Length;
        int half = (bytes + 1) / 2;
        try
        {
            JweRsaKey key = new(new RSAParameters
            {
                Modulus = numbers[0],
                Exponent = numbers[1],
                D = Fill(numbers[2], bytes),
                P = Fill(numbers[3], half),
                Q = Fill(numbers[4], half),
                DP = Fill(numbers[5], half),
                DQ = Fill(numbers[6], half),
                InverseQ = Fill(numbers[7], half),
            });
            key.Create().Dispose();
            return key;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>
    /// A wrapped key that does not open becomes a random one, so that nobody learns from the answer what was wrong (RFC 7516 section 11.5).
    /// </summary>
    internal bool TryUnwrap(scoped in JweHeader header, ReadOnlySpan<byte> encrypted, Scratch scratch, out ReadOnlySpan<byte> key)
    {
        key = default;
        int loop = EventLoop.Current?.Index ?? 0;
        RSA rsa = loop < CopiesMax ? _copies[loop] ??= Create() : Create();
        if (!scratch.TryTake(rsa.KeySize / 8, out Span<byte> room))
        {
            return false;
        }

        RSAEncryptionPadding padding = header.Wrap switch
        {
            JweKeyWrap.RsaPkcs1 => RSAEncryptionPadding.Pkcs1,
            JweKeyWrap.RsaOaep => RSAEncryptionPadding.OaepSHA1,
            _ => RSAEncryptionPadding.OaepSHA256,
        };
        try
        {
            if (rsa.TryDecrypt(encrypted, room, padding, out int length) && length == header.ContentKeyBytes)
            {
                key = room[..length];
                return true;
            }
        }
        catch (CryptographicException)
        {
            // What is wrong with it shows below, by the tag of the content.
        }

        RandomNumberGenerator.Fill(room);
        key = room[..Math.Min(room.Length, header.ContentKeyBytes)];
        return true;
    }

    /// <summary>The file of a bind line holds certificates as well, which the library takes for nothing it could read.</summary>
    private static string PrivateKeyOf(string pem)
    {
        int at = 0;
        while (PemEncoding.TryFind(pem.AsSpan(at), out PemFields fields))
        {
            ReadOnlySpan<char> label = pem.AsSpan(at)[fields.Label];
            if (label.EndsWith("PRIVATE KEY"))
            {
                return pem.AsSpan(at)[fields.Location].ToString();
            }

            at += fields.Location.End.GetOffset(pem.Length - at);
        }

        return "";
    }

    /// <summary>Numbers are written without leading zeros; the library wants them.</summary>
    private static byte[] Fill(byte[] number, int bytes)
    {
        if (number.Length >= bytes)
        {
            return number;
        }

        byte[] filled = new byte[bytes];
        number.CopyTo(filled, bytes - number.Length);
        return filled;
    }

    private RSA Create()
    {
        RSA rsa = RSA.Create();
        rsa.ImportParameters(_parameters);
        return rsa;
    }
}
