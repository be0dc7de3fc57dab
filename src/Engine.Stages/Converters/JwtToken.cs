using System;

namespace Engine.Stages.Converters;

/// <summary>A token in compact form: three parts with dots between them (RFC 7515 section 7.1), still encoded.</summary>
internal readonly ref struct JwtToken
{
    internal ReadOnlySpan<byte> Header { get; private init; }

    internal ReadOnlySpan<byte> Payload { get; private init; }

    internal ReadOnlySpan<byte> Signature { get; private init; }

    /// <summary>What the signature is of.</summary>
    internal ReadOnlySpan<byte> Signed { get; private init; }

    internal static bool TryRead(ReadOnlySpan<byte> text, out JwtToken token)
    {
        token = default;
        int first = text.IndexOf((byte)'.');
        int last = text.LastIndexOf((byte)'.');
        if (first < 0 || first == last || text[(first + 1)..last].Contains((byte)'.'))
        {
            return false;
        }

        token = new JwtToken
        {
            Header = text[..first],
            Payload = text[(first + 1)..last],
            Signature = text[(last + 1)..],
            Signed = text[..last],
        };
        return true;
    }
}
