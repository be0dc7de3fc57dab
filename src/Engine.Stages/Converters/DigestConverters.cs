using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>Message digests and codes (CFG 7.3.1 digest, hmac, sha1, sha2). They allocate nothing.</summary>
internal static class DigestConverters
{
    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        new("digest", "A message digest by its name.", SampleType.Binary, static call => CreateDigest(call, call.Text(0))),
        new("sha1", "The SHA-1 digest.", SampleType.Binary, static call => CreateDigest(call, "sha1")),
        new("sha2", "A SHA-2 digest of 224, 256, 384 or 512 bits; 256 unless given.", SampleType.Binary, CreateSha2),
        new("hmac", "A message authentication code: the digest's name, and a key in base64 or a variable that holds it so.", SampleType.Binary, CreateHmac),
    ];

    private static Digest? CreateDigest(SampleCallArguments call, string name) =>
        DigestAlgorithm.Read(call, name) is { } algorithm ? new Digest(algorithm.Hash, null) : null;

    private static Digest? CreateSha2(SampleCallArguments call)
    {
        long bits = call.Integer(0, 256);
        if (bits is 224 or 256 or 384 or 512)
        {
            return CreateDigest(call, string.Create(CultureInfo.InvariantCulture, $"sha{bits}"));
        }

        call.Error($"SHA-2 has no digest of {bits} bits", "write 224, 256, 384 or 512");
        return null;
    }

    private static Digest? CreateHmac(SampleCallArguments call)
    {
        DigestAlgorithm? algorithm = DigestAlgorithm.Read(call, call.Text(0));
        BytesOperand? key = BytesOperand.ReadBase64(call, 1);
        return algorithm is null || key is null ? null : new Digest(algorithm.Sign, key);
    }

    private sealed class Digest(DigestFunction function, BytesOperand? key) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            if (!BytesOperand.TryGet(key, context, out ReadOnlySpan<byte> secret) || !context.Scratch.TryTake(DigestAlgorithm.BytesMax, out Span<byte> room))
            {
                return false;
            }

            int length = function(secret, sample.Bytes, room);
            sample.SetBinary(room[..length]);
            return true;
        }
    }
}
