using System;
using System.Buffers.Binary;
using System.IO;
using System.Numerics;

namespace Engine.Proxy.Users;

/// <summary>
/// SipHash-2-4 with 128 bits of output (Aumasson and Bernstein, 2012) and a random key of this process: who does not know the key
/// can neither choose texts with equal hashes nor learn from a hash what was hashed.
/// </summary>
internal sealed class KeyedHash
{
    private const int KeyBytes = 16;

    private readonly ulong _key0;
    private readonly ulong _key1;

    internal KeyedHash(ReadOnlySpan<byte> key)
    {
        _key0 = BinaryPrimitives.ReadUInt64LittleEndian(key);
        _key1 = BinaryPrimitives.ReadUInt64LittleEndian(key[8..]);
    }

    /// <summary>With a key from the kernel. Called while the configuration is compiled, before any chroot.</summary>
    internal static KeyedHash WithRandomKey()
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        using FileStream random = File.OpenRead("/dev/urandom");
        random.ReadExactly(key);
        return new KeyedHash(key);
    }

    internal UInt128 Of(ReadOnlySpan<byte> text)
    {
        State state = new(_key0, _key1);
        int length = text.Length;
        for (; text.Length >= 8; text = text[8..])
        {
            state.Absorb(BinaryPrimitives.ReadUInt64LittleEndian(text));
        }

        ulong last = (ulong)length << 56;
        for (int i = 0; i < text.Length; i++)
        {
            last |= (ulong)text[i] << (8 * i);
        }

        state.Absorb(last);
        return state.Finish();
    }

    private ref struct State
    {
        private ulong _v0;
        private ulong _v1;
        private ulong _v2;
        private ulong _v3;

        internal State(ulong key0, ulong key1)
        {
            _v0 = key0 ^ 0x736f6d6570736575;
            _v1 = key1 ^ 0x646f72616e646f6d ^ 0xEE;
            _v2 = key0 ^ 0x6c7967656e657261;
            _v3 = key1 ^ 0x7465646279746573;
        }

        internal void Absorb(ulong word)
        {
            _v3 ^= word;
            Round();
            Round();
            _v0 ^= word;
        }

        internal UInt128 Finish()
        {
            _v2 ^= 0xEE;
            ulong low = Squeeze();
            _v1 ^= 0xDD;
            return new UInt128(Squeeze(), low);
        }

        private ulong Squeeze()
        {
            Round();
            Round();
            Round();
            Round();
            return _v0 ^ _v1 ^ _v2 ^ _v3;
        }

        private void Round()
        {
            _v0 += _v1;
            _v1 = BitOperations.RotateLeft(_v1, 13) ^ _v0;
            _v0 = BitOperations.RotateLeft(_v0, 32);
            _v2 += _v3;
            _v3 = BitOperations.RotateLeft(_v3, 16) ^ _v2;
            _v0 += _v3;
            _v3 = BitOperations.RotateLeft(_v3, 21) ^ _v0;
            _v2 += _v1;
            _v1 = BitOperations.RotateLeft(_v1, 17) ^ _v2;
            _v2 = BitOperations.RotateLeft(_v2, 32);
        }
    }
}
