using System;
using System.Numerics;

namespace Engine.Stages.Hashing;

/// <summary>The hash functions of HAProxy, bit for bit: what it has sent to a server goes to the same one here.</summary>
internal static class KeyHashes
{
    private const uint Djb2Start = 5381;

    /// <summary>h * 65599 + c, in shifts.</summary>
    internal static uint Sdbm(ReadOnlySpan<byte> key) => Sdbm(key, 0);

    /// <param name="key">What is hashed.</param>
    /// <param name="hash">Of what stands before the key.</param>
    internal static uint Sdbm(ReadOnlySpan<byte> key, uint hash)
    {
        foreach (byte value in key)
        {
            hash = value + (hash << 6) + (hash << 16) - hash;
        }

        return hash;
    }

    /// <summary>h * 33 + c.</summary>
    internal static uint Djb2(ReadOnlySpan<byte> key)
    {
        uint hash = Djb2Start;
        foreach (byte value in key)
        {
            hash = (hash << 5) + hash + value;
        }

        return hash;
    }

    /// <summary>Two halves that rotate one another by amounts that the key chooses.</summary>
    internal static uint Wt6(ReadOnlySpan<byte> key)
    {
        uint first = 0xa53c965a;
        uint second = 0x5ca6953a;
        int turnSecond = 6;
        int turnFirst = 18;
        foreach (byte value in key)
        {
            first = ~(first ^ value);
            second = ~(second + value);
            (first, second) = (BitOperations.RotateLeft(second, turnSecond), BitOperations.RotateLeft(first, turnFirst));
            uint turns = ((first >> 16) ^ second) & 0xffff;
            turnSecond = (int)(turns & 0x1f);
            turnFirst = (int)(turns >> 11);
        }

        return first ^ second;
    }

    /// <summary>Bob Jenkins's six-shift integer hash, spread once more by a prime near three quarters of 2^32.</summary>
    internal static uint Avalanche(uint hash)
    {
        hash = hash + 0x7ed55d16 + (hash << 12);
        hash = hash ^ 0xc761c23c ^ (hash >> 19);
        hash = hash + 0x165667b1 + (hash << 5);
        hash = (hash + 0xd3a2646c) ^ (hash << 9);
        hash = hash + 0xfd7046c5 + (hash << 3);
        hash = hash ^ 0xb55a4f09 ^ (hash >> 16);
        return hash * 3221225473;
    }
}
