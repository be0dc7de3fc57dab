using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using Engine.Config.Text;
using Engine.Proxy.Samples;
using Engine.Stages.Hashing;

namespace Engine.Stages.Converters;

/// <summary>A message digest by the name that OpenSSL has for it. The framework's one-shot calls allocate nothing.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Hash">Ignores the key.</param>
/// <param name="Sign">As HMAC (RFC 2104).</param>
internal sealed record DigestAlgorithm(string Name, DigestFunction Hash, DigestFunction Sign)
{
    /// <summary>SHA-512: the longest.</summary>
    internal const int BytesMax = 64;

#pragma warning disable CA5350, CA5351 // Which digest is good enough is the operator's choice.
    private static readonly DigestAlgorithm[] All =
    [
        new("md5", static (_, text, room) => MD5.HashData(text, room), static (key, text, room) => HMACMD5.HashData(key, text, room)),
        new("sha1", static (_, text, room) => SHA1.HashData(text, room), static (key, text, room) => HMACSHA1.HashData(key, text, room)),
        new("sha224", static (_, text, room) => Sha224.Hash(text, room), static (key, text, room) => Sha224.Sign(key, text, room)),
        new("sha256", static (_, text, room) => SHA256.HashData(text, room), static (key, text, room) => HMACSHA256.HashData(key, text, room)),
        new("sha384", static (_, text, room) => SHA384.HashData(text, room), static (key, text, room) => HMACSHA384.HashData(key, text, room)),
        new("sha512", static (_, text, room) => SHA512.HashData(text, room), static (key, text, room) => HMACSHA512.HashData(key, text, room)),
        new("sha3-256", static (_, text, room) => SHA3_256.HashData(text, room), static (key, text, room) => HMACSHA3_256.HashData(key, text, room)),
        new("sha3-384", static (_, text, room) => SHA3_384.HashData(text, room), static (key, text, room) => HMACSHA3_384.HashData(key, text, room)),
        new("sha3-512", static (_, text, room) => SHA3_512.HashData(text, room), static (key, text, room) => HMACSHA3_512.HashData(key, text, room)),
    ];
#pragma warning restore CA5350, CA5351

    /// <summary>By its name, also with the hyphen that some give it: SHA-256. Null after an error.</summary>
    internal static DigestAlgorithm? Read(SampleCallArguments call, string name)
    {
        if (!CryptoLibrary.IsThere(call))
        {
            return null;
        }

        foreach (DigestAlgorithm algorithm in All)
        {
            if (string.Equals(algorithm.Name, name, StringComparison.OrdinalIgnoreCase) || string.Equals(algorithm.Name.Insert(3, "-"), name, StringComparison.OrdinalIgnoreCase))
            {
                return IsUsable(algorithm) ? algorithm : Unusable(call, name);
            }
        }

        List<string> names = [];
        foreach (DigestAlgorithm algorithm in All)
        {
            names.Add(algorithm.Name);
        }

        call.Error($"'{name}' is no message digest here", Suggest.Fix(name, names) ?? $"there are {string.Join(", ", names)}");
        return null;
    }

    /// <summary>Older libraries have no SHA-3.</summary>
    private static bool IsUsable(DigestAlgorithm algorithm) =>
        !algorithm.Name.StartsWith("sha3", StringComparison.Ordinal) || SHA3_256.IsSupported;

    private static DigestAlgorithm? Unusable(SampleCallArguments call, string name)
    {
        call.Error($"the OpenSSL library of this machine does not have '{name}'", "use sha256, or install OpenSSL 3");
        return null;
    }
}
