using System;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>What an encrypted token's header says about its encryption (RFC 7516 section 4.1).</summary>
internal readonly ref struct JweHeader
{
    private static readonly JsonPath Algorithm = JsonPath.Member("alg");
    private static readonly JsonPath Encryption = JsonPath.Member("enc");
    private static readonly JsonPath Nonce = JsonPath.Member("iv");
    private static readonly JsonPath Tag = JsonPath.Member("tag");

    internal JweKeyWrap Wrap { get; private init; }

    /// <summary>Bytes of the wrapping key; 0 where any length will do.</summary>
    internal int WrapKeyBytes { get; private init; }

    /// <summary>Bytes of the key of the content, half of which authenticate in CBC (RFC 7518 section 5.1).</summary>
    internal int ContentKeyBytes { get; private init; }

    internal bool IsGcm { get; private init; }

    /// <summary>Of the wrapped key (RFC 7518 section 4.7.1); empty without one.</summary>
    internal ReadOnlySpan<byte> WrapNonce { get; private init; }

    internal ReadOnlySpan<byte> WrapTag { get; private init; }

    /// <summary>False for what is no header, or names an algorithm that there is not here.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> encoded, Scratch scratch, out JweHeader header)
    {
        header = default;
        if (!TryDecode(encoded, scratch, out ReadOnlySpan<byte> json)
            || !TryText(json, Algorithm, scratch, out ReadOnlySpan<byte> algorithm)
            || !TryText(json, Encryption, scratch, out ReadOnlySpan<byte> encryption)
            || !TryWrap(algorithm, out JweKeyWrap wrap, out int wrapKeyBytes)
            || !TryEncryption(encryption, out int contentKeyBytes, out bool isGcm))
        {
            return false;
        }

        ReadOnlySpan<byte> nonce = default;
        ReadOnlySpan<byte> tag = default;
        if (wrap == JweKeyWrap.AesGcm && !(TryBytes(json, Nonce, scratch, out nonce) && TryBytes(json, Tag, scratch, out tag)))
        {
            return false;
        }

        header = new JweHeader { Wrap = wrap, WrapKeyBytes = wrapKeyBytes, ContentKeyBytes = contentKeyBytes, IsGcm = isGcm, WrapNonce = nonce, WrapTag = tag };
        return true;
    }

    /// <summary>Base64url in scratch room; also for the other parts of a token.</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> encoded, Scratch scratch, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (!scratch.TryTake(encoded.Length, out Span<byte> room) || !Base64Text.TryDecodeUrl(encoded, room, out int length))
        {
            return false;
        }

        bytes = room[..length];
        return true;
    }

    /// <summary>A member that is a string without escapes, as names and base64url are.</summary>
    internal static bool TryText(ReadOnlySpan<byte> json, JsonPath path, Scratch scratch, out ReadOnlySpan<byte> text)
    {
        JsonCursor cursor = new(json);
        if (!cursor.TryFind(path, scratch.Rest, out text) || text.Length < 2 || text[0] != (byte)'"' || text.Contains((byte)'\\'))
        {
            return false;
        }

        text = text[1..^1];
        return true;
    }

    internal static bool TryBytes(ReadOnlySpan<byte> json, JsonPath path, Scratch scratch, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        return TryText(json, path, scratch, out ReadOnlySpan<byte> text) && TryDecode(text, scratch, out bytes);
    }

    private static bool TryWrap(ReadOnlySpan<byte> name, out JweKeyWrap wrap, out int keyBytes)
    {
        (bool known, wrap, keyBytes) = name switch
        {
            _ when name.SequenceEqual("dir"u8) => (true, JweKeyWrap.Direct, 0),
            _ when name.SequenceEqual("A128KW"u8) => (true, JweKeyWrap.Aes, 16),
            _ when name.SequenceEqual("A192KW"u8) => (true, JweKeyWrap.Aes, 24),
            _ when name.SequenceEqual("A256KW"u8) => (true, JweKeyWrap.Aes, 32),
            _ when name.SequenceEqual("A128GCMKW"u8) => (true, JweKeyWrap.AesGcm, 16),
            _ when name.SequenceEqual("A192GCMKW"u8) => (true, JweKeyWrap.AesGcm, 24),
            _ when name.SequenceEqual("A256GCMKW"u8) => (true, JweKeyWrap.AesGcm, 32),
            _ when name.SequenceEqual("RSA1_5"u8) => (true, JweKeyWrap.RsaPkcs1, 0),
            _ when name.SequenceEqual("RSA-OAEP"u8) => (true, JweKeyWrap.RsaOaep, 0),
            _ when name.SequenceEqual("RSA-OAEP-256"u8) => (true, JweKeyWrap.RsaOaep256, 0),
            _ => (false, default, 0),
        };
        return known;
    }

    private static bool TryEncryption(ReadOnlySpan<byte> name, out int keyBytes, out bool isGcm)
    {
        (keyBytes, isGcm) = name switch
        {
            _ when name.SequenceEqual("A128CBC-HS256"u8) => (32, false),
            _ when name.SequenceEqual("A192CBC-HS384"u8) => (48, false),
            _ when name.SequenceEqual("A256CBC-HS512"u8) => (64, false),
            _ when name.SequenceEqual("A128GCM"u8) => (16, true),
            _ when name.SequenceEqual("A192GCM"u8) => (24, true),
            _ when name.SequenceEqual("A256GCM"u8) => (32, true),
            _ => (0, false),
        };
        return keyBytes > 0;
    }
}
