using System;

namespace Engine.Stages.Converters;

/// <summary>An encrypted token in compact form: five parts with dots between them (RFC 7516 section 7.1), still encoded.</summary>
internal readonly ref struct JweToken
{
    private const int Parts = 5;

    /// <summary>Also what is authenticated beside the content.</summary>
    internal ReadOnlySpan<byte> Header { get; private init; }

    internal ReadOnlySpan<byte> EncryptedKey { get; private init; }

    internal ReadOnlySpan<byte> Nonce { get; private init; }

    internal ReadOnlySpan<byte> Content { get; private init; }

    internal ReadOnlySpan<byte> Tag { get; private init; }

    internal static bool TryRead(ReadOnlySpan<byte> text, out JweToken token)
    {
        token = default;
        Span<Range> parts = stackalloc Range[Parts];
        int count = 0;
        foreach (Range part in text.Split((byte)'.'))
        {
            if (count == Parts)
            {
                return false;
            }

            parts[count++] = part;
        }

        if (count != Parts)
        {
            return false;
        }

        token = new JweToken
        {
            Header = text[parts[0]],
            EncryptedKey = text[parts[1]],
            Nonce = text[parts[2]],
            Content = text[parts[3]],
            Tag = text[parts[4]],
        };
        return true;
    }
}
