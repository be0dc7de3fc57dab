using System;
using System.Security.Cryptography;
using System.Text;

namespace Engine.Stages.Converters;

/// <summary>How tokens are signed (RFC 7518 section 3.1).</summary>
/// <param name="Name">As the header of a token has it.</param>
/// <param name="Family">What kind of key it takes.</param>
/// <param name="Hash">Of the text that is signed.</param>
/// <param name="Sign">For <see cref="JwtFamily.Secret"/>.</param>
internal sealed record JwtAlgorithm(string Name, JwtFamily Family, HashAlgorithmName Hash, DigestFunction? Sign)
{
    internal static JwtAlgorithm[] All { get; } =
    [
        new("none", JwtFamily.None, default, null),
        new("HS256", JwtFamily.Secret, default, static (key, text, room) => HMACSHA256.HashData(key, text, room)),
        new("HS384", JwtFamily.Secret, default, static (key, text, room) => HMACSHA384.HashData(key, text, room)),
        new("HS512", JwtFamily.Secret, default, static (key, text, room) => HMACSHA512.HashData(key, text, room)),
        new("RS256", JwtFamily.Rsa, HashAlgorithmName.SHA256, null),
        new("RS384", JwtFamily.Rsa, HashAlgorithmName.SHA384, null),
        new("RS512", JwtFamily.Rsa, HashAlgorithmName.SHA512, null),
        new("PS256", JwtFamily.RsaPss, HashAlgorithmName.SHA256, null),
        new("PS384", JwtFamily.RsaPss, HashAlgorithmName.SHA384, null),
        new("PS512", JwtFamily.RsaPss, HashAlgorithmName.SHA512, null),
        new("ES256", JwtFamily.EllipticCurve, HashAlgorithmName.SHA256, null),
        new("ES384", JwtFamily.EllipticCurve, HashAlgorithmName.SHA384, null),
        new("ES512", JwtFamily.EllipticCurve, HashAlgorithmName.SHA512, null),
    ];

    /// <summary>Case counts (RFC 7515 section 4.1.1). Null when there is none.</summary>
    internal static JwtAlgorithm? Find(ReadOnlySpan<byte> name)
    {
        foreach (JwtAlgorithm algorithm in All)
        {
            if (Ascii.Equals(name, algorithm.Name))
            {
                return algorithm;
            }
        }

        return null;
    }
}
