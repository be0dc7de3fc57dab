using System;
using System.Collections.Generic;
using System.IO.Hashing;
using Engine.Config.Model;
using Engine.Stages.Hashing;

namespace Engine.Stages.Balancers;

/// <summary>A backend's <c>hash-type</c>: the function, and whether the avalanche follows.</summary>
internal readonly struct KeyHash(HashConfig config)
{
    private static readonly string[] Functions = ["sdbm", "djb2", "wt6", "crc32", "none"];

    private readonly HashFunction _function = (HashFunction)Math.Max(0, Array.IndexOf(Functions, config.Function));
    private readonly bool _avalanche = config.Avalanche;

    private enum HashFunction : byte
    {
        Sdbm,
        Djb2,
        Wt6,
        Crc32,
        None,
    }

    /// <summary>What <c>hash-type</c> may say; the first is the usual one.</summary>
    internal static IReadOnlyList<string> Names => Functions;

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
