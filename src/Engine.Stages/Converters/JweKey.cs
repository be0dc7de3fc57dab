using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>What opens encrypted tokens: a secret, or the private key of RSA. It gives the key of a token's content.</summary>
internal sealed class JweKey
{
    private const int HalfBytes = 8;
    private const ulong Intact = 0xA6A6A6A6A6A6A6A6;

    private readonly byte[] _secret;
    private readonly JweRsaKey? _rsa;

    private JweKey(byte[] secret, JweRsaKey? rsa)
    {
        _secret = secret;
        _rsa = rsa;
    }

    internal static JweKey Of(byte[] secret) => new(secret, null);

    internal static JweKey Of(JweRsaKey rsa) => new([], rsa);

    /// <summary>False when the token was encrypted for another key, or another kind of key.</summary>
    internal bool TryUnwrap(scoped in JweHeader header, ReadOnlySpan<byte> encrypted, Scratch scratch, out ReadOnlySpan<byte> key)
    {
        key = default;
        switch (header.Wrap)
        {
            case JweKeyWrap.Direct:
                key = _secret;
                return encrypted.IsEmpty && _rsa is null;
            case JweKeyWrap.Aes:
                return _secret.Length == header.WrapKeyBytes && TryUnwrapAes(encrypted, scratch, out key);
            case JweKeyWrap.AesGcm:
                return _secret.Length == header.WrapKeyBytes
                    && JweContent.TryGcm(_secret, new JweSealed { Nonce = header.WrapNonce, Content = encrypted, Tag = header.WrapTag }, scratch, out key);
            default:
                return _rsa is not null && _rsa.TryUnwrap(header, encrypted, scratch, out key);
        }
    }

    /// <summary>RFC 3394 section 2.2.2.</summary>
    private bool TryUnwrapAes(ReadOnlySpan<byte> wrapped, Scratch scratch, out ReadOnlySpan<byte> key)
    {
        key = default;
        int halves = (wrapped.Length / HalfBytes) - 1;
        if (halves < 2 || wrapped.Length % HalfBytes != 0 || !scratch.TryTake(halves * HalfBytes, out Span<byte> room))
        {
            return false;
        }

        wrapped[HalfBytes..].CopyTo(room);
        ulong check = BinaryPrimitives.ReadUInt64BigEndian(wrapped);
        Span<byte> block = stackalloc byte[2 * HalfBytes];
        using Aes aes = Aes.Create();
        aes.SetKey(_secret);
        for (int step = 6 * halves; step > 0; step--)
        {
            Span<byte> half = room.Slice((step - 1) % halves * HalfBytes, HalfBytes);
            BinaryPrimitives.WriteUInt64BigEndian(block, check ^ (ulong)step);
            half.CopyTo(block[HalfBytes..]);
            aes.DecryptEcb(block, block, PaddingMode.None);
            check = BinaryPrimitives.ReadUInt64BigEndian(block);
            block[HalfBytes..].CopyTo(half);
        }

        key = room;
        return check == Intact;
    }
}
