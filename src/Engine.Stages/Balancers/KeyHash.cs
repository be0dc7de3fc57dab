using System;
using System.IO.Hashing;
using Engine.Config.Model;
using Engine.Stages.Hashing;

namespace Engine.Stages.Balancers;

/// <summary>A backend's <c>hash-type</c>: the function, and whether the avalanche follows.</summary>
internal readonly struct KeyHash(HashConfig config)
{
    private readonly HashFunction _function = config.Function;
    private readonly bool _avalanche = config.Avalanche;

    /// <summary>True when keys are numbers already (<c>hash-type ... none</c>).</summary>
    internal bool TakesNumbers => _function == HashFunction.None;

    internal uint Of(ReadOnlySpan<byte> key) => Spread(_function switch
    {
        HashFunction.Djb2 => KeyHashes.Djb2(key),
        HashFunction.Wt6 => KeyHashes.Wt6(key),
        HashFunction.Crc32 => Crc32.HashToUInt32(key),
        HashFunction.None => (uint)NumberOf(key),
        _ => KeyHashes.Sdbm(key),
    });

    /// <summary>Of what is a hash already.</summary>
    internal uint Spread(uint hash) => _avalanche ? KeyHashes.Avalanche(hash) : hash;

    /// <summary>Decimal digits up to the first other character, of 64 bits; 0 when there are none.</summary>
    private static long NumberOf(ReadOnlySpan<byte> key)
    {
        bool negative = key.Length > 0 && key[0] == '-';
        long number = 0;
        foreach (byte digit in key[(negative ? 1 : 0)..])
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                break;
            }

            number = unchecked((number * 10) + (digit - '0'));
        }

        return negative ? -number : number;
    }
}
