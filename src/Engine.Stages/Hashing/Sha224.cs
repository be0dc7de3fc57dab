using System;
using System.Buffers.Binary;
using System.Numerics;

namespace Engine.Stages.Hashing;

/// <summary>SHA-224 (FIPS 180-4) and HMAC with it (RFC 2104): the one member of the family that the framework does not have.</summary>
internal static class Sha224
{
    private const int BlockBytes = 64;
    private const int DigestBytes = 28;
    private const int Rounds = 64;

    private static ReadOnlySpan<uint> Start =>
        [0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4];

    /// <summary>The first 32 bits of the fractions of the cube roots of the first 64 primes.</summary>
    private static ReadOnlySpan<uint> Constants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    internal static int Hash(ReadOnlySpan<byte> text, Span<byte> room) => HashBehind(default, text, room);

    internal static int Sign(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text, Span<byte> room)
    {
        Span<byte> block = stackalloc byte[BlockBytes];
        block.Clear();
        if (key.Length > BlockBytes)
        {
            Hash(key, block);
        }
        else
        {
            key.CopyTo(block);
        }

        Mask(block, 0x36);
        Span<byte> inner = stackalloc byte[DigestBytes];
        HashBehind(block, text, inner);
        Mask(block, 0x36 ^ 0x5c);
        return HashBehind(block, inner, room);
    }

    private static void Mask(Span<byte> block, byte mask)
    {
        foreach (ref byte value in block)
        {
            value ^= mask;
        }
    }

    /// <param name="first">A whole block in front of the text, or nothing.</param>
    private static int HashBehind(ReadOnlySpan<byte> first, ReadOnlySpan<byte> text, Span<byte> room)
    {
        Span<uint> state = stackalloc uint[8];
        Start.CopyTo(state);
        ulong bits = (ulong)(first.Length + text.Length) * 8;
        if (!first.IsEmpty)
        {
            Compress(state, first);
        }

        for (; text.Length >= BlockBytes; text = text[BlockBytes..])
        {
            Compress(state, text);
        }

        Span<byte> last = stackalloc byte[BlockBytes * 2];
        last.Clear();
        text.CopyTo(last);
        last[text.Length] = 0x80;
        last = text.Length < BlockBytes - sizeof(ulong) ? last[..BlockBytes] : last;
        BinaryPrimitives.WriteUInt64BigEndian(last[^sizeof(ulong)..], bits);
        for (; !last.IsEmpty; last = last[BlockBytes..])
        {
            Compress(state, last);
        }

        for (int i = 0; i < DigestBytes / sizeof(uint); i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(room[(i * sizeof(uint))..], state[i]);
        }

        return DigestBytes;
    }

    private static void Compress(Span<uint> state, ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[Rounds];
        for (int i = 0; i < 16; i++)
        {
            w[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * sizeof(uint))..]);
        }

        for (int i = 16; i < Rounds; i++)
        {
            uint low = BitOperations.RotateRight(w[i - 15], 7) ^ BitOperations.RotateRight(w[i - 15], 18) ^ (w[i - 15] >> 3);
            uint high = BitOperations.RotateRight(w[i - 2], 17) ^ BitOperations.RotateRight(w[i - 2], 19) ^ (w[i - 2] >> 10);
            w[i] = w[i - 16] + low + w[i - 7] + high;
        }

        (uint a, uint b, uint c, uint d) = (state[0], state[1], state[2], state[3]);
        (uint e, uint f, uint g, uint h) = (state[4], state[5], state[6], state[7]);
        for (int i = 0; i < Rounds; i++)
        {
            uint sum1 = BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
            uint first = h + sum1 + ((e & f) ^ (~e & g)) + Constants[i] + w[i];
            uint sum0 = BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
            uint second = sum0 + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + first, c, b, a, first + second);
        }

        (state[0], state[1], state[2], state[3]) = (state[0] + a, state[1] + b, state[2] + c, state[3] + d);
        (state[4], state[5], state[6], state[7]) = (state[4] + e, state[5] + f, state[6] + g, state[7] + h);
    }
}
