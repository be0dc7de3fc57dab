using System;
using System.Collections.Generic;
using System.IO.Hashing;
using Engine.Proxy.Samples;
using Engine.Stages.Hashing;

namespace Engine.Stages.Converters;

/// <summary>Hashes that are numbers, none of them for security (CFG 7.3.1): with HAProxy's results, bit for bit.</summary>
internal static class HashConverters
{
    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        Unsigned("crc32", "CRC-32 of Ethernet and gzip; 1 spreads its bits.", Crc32.HashToUInt32),
        Unsigned("crc32c", "CRC-32C; 1 spreads its bits.", Crc32c.Of),
        Unsigned("djb2", "DJB2; 1 spreads its bits.", KeyHashes.Djb2),
        Unsigned("sdbm", "SDBM; 1 spreads its bits.", KeyHashes.Sdbm),
        Unsigned("wt6", "WT6; 1 spreads its bits.", KeyHashes.Wt6),
        Seeded("xxh32", "XXH32, unsigned; with a seed.", static (bytes, seed) => XxHash32.HashToUInt32(bytes, unchecked((int)seed))),
        Seeded("xxh64", "XXH64, signed; with a seed.", static (bytes, seed) => unchecked((long)XxHash64.HashToUInt64(bytes, seed))),
        Seeded("xxh3", "XXH3 of 64 bits, signed; with a seed.", static (bytes, seed) => unchecked((long)XxHash3.HashToUInt64(bytes, seed))),
    ];

    private static ConverterRow Unsigned(string name, string documentation, Func<ReadOnlySpan<byte>, uint> hash) =>
        new(name, documentation, SampleType.Binary, call => new UnsignedHash(hash, call.Integer(0, 0) == 1));

    private static ConverterRow Seeded(string name, string documentation, Func<ReadOnlySpan<byte>, long, long> hash) =>
        new(name, documentation, SampleType.Binary, call => new SeededHash(hash, call.Integer(0, 0)));

    private sealed class UnsignedHash(Func<ReadOnlySpan<byte>, uint> hash, bool spreads) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            uint value = hash(sample.Bytes);
            sample.Set((long)(spreads ? KeyHashes.Avalanche(value) : value));
            return true;
        }
    }

    private sealed class SeededHash(Func<ReadOnlySpan<byte>, long, long> hash, long seed) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            sample.Set(hash(sample.Bytes, seed));
            return true;
        }
    }
}
