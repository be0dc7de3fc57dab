using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>The content of an encrypted token, once its key is known (RFC 7518 section 5). Allocates the library's objects: each token has a key of its own.</summary>
internal static class JweContent
{
    private const int BlockBytes = 16;
    private const int GcmTagBytes = 16;
    private const int GcmNonceBytes = 12;
    private const int MacBytesMax = 64;

    /// <summary>False unless the tag says that header and content are what the sender encrypted.</summary>
    internal static bool TryDecrypt(scoped in JweHeader header, scoped in JweToken token, scoped ReadOnlySpan<byte> key, Scratch scratch, out ReadOnlySpan<byte> plain)
    {
        plain = default;
        return key.Length == header.ContentKeyBytes
            && JweHeader.TryDecode(token.Nonce, scratch, out ReadOnlySpan<byte> nonce)
            && JweHeader.TryDecode(token.Content, scratch, out ReadOnlySpan<byte> content)
            && JweHeader.TryDecode(token.Tag, scratch, out ReadOnlySpan<byte> tag)
            && new JweSealed { Nonce = nonce, Content = content, Tag = tag, More = token.Header } is var box
            && (header.IsGcm ? TryGcm(key, box, scratch, out plain) : TryCbc(key, box, scratch, out plain));
    }

    /// <summary>AES-GCM; also what wraps keys. A tag that is wrong is an exception of the library.</summary>
    internal static bool TryGcm(scoped ReadOnlySpan<byte> key, scoped in JweSealed box, Scratch scratch, out ReadOnlySpan<byte> plain)
    {
        plain = default;
        if (box.Nonce.Length != GcmNonceBytes || box.Tag.Length != GcmTagBytes || !scratch.TryTake(box.Content.Length, out Span<byte> room))
        {
            return false;
        }

        try
        {
            using AesGcm aes = new(key, GcmTagBytes);
            aes.Decrypt(box.Nonce, box.Content, box.Tag, room, box.More);
            plain = room;
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    /// <summary>AES-CBC with HMAC: the first half of the key authenticates, the second decrypts (section 5.2.2.2).</summary>
    private static bool TryCbc(scoped ReadOnlySpan<byte> key, scoped in JweSealed box, Scratch scratch, out ReadOnlySpan<byte> plain)
    {
        plain = default;
        int half = key.Length / 2;
        Span<byte> mac = stackalloc byte[MacBytesMax];
        Authenticate(key[..half], box, mac);
        if (box.Tag.Length != half
            || !CryptographicOperations.FixedTimeEquals(mac[..half], box.Tag)
            || box.Nonce.Length != BlockBytes || box.Content.IsEmpty || box.Content.Length % BlockBytes != 0
            || !scratch.TryTake(box.Content.Length, out Span<byte> room))
        {
            return false;
        }

        using Aes aes = Aes.Create();
        aes.SetKey(key[half..]);
        if (!aes.TryDecryptCbc(box.Content, box.Nonce, room, out int length, PaddingMode.None))
        {
            return false;
        }

        int padding = room[length - 1];
        if (padding is 0 or > BlockBytes || room[(length - padding)..length].ContainsAnyExcept((byte)padding))
        {
            return false;
        }

        plain = room[..(length - padding)];
        return true;
    }

    /// <summary>Over the header as it is written, the nonce, the content, and the bits of the header as 64 bits (section 5.2.2.1).</summary>
    private static void Authenticate(scoped ReadOnlySpan<byte> key, scoped in JweSealed box, Span<byte> mac)
    {
        HashAlgorithmName hash = key.Length switch
        {
            16 => HashAlgorithmName.SHA256,
            24 => HashAlgorithmName.SHA384,
            _ => HashAlgorithmName.SHA512,
        };
        Span<byte> bits = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bits, (long)box.More.Length * 8);
        using IncrementalHash sum = IncrementalHash.CreateHMAC(hash, key);
        sum.AppendData(box.More);
        sum.AppendData(box.Nonce);
        sum.AppendData(box.Content);
        sum.AppendData(bits);
        sum.GetHashAndReset(mac);
    }
}
