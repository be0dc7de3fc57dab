using System;

namespace Engine.Http;

/// <summary>Where the parts of a request target are (RFC 9112 section 3.2). Offsets count from the first byte of the target.</summary>
internal struct RequestTarget
{
    internal TargetForm Form;
    internal ushort SchemeLength;
    internal ushort AuthorityStart;
    internal ushort AuthorityLength;

    /// <summary>Start of path and query; the length of the target when there are none.</summary>
    internal ushort PathStart;

    /// <summary>Finds the form; a target with characters that it may not hold has been refused before.</summary>
    internal static HttpFault Parse(ReadOnlySpan<byte> target, HttpMethod method, bool acceptUnsafe, out RequestTarget parts)
    {
        parts = default;
        if (target[0] == '/' && method != HttpMethod.Connect)
        {
            return HttpFault.None;
        }

        return ParseSlow(target, method, acceptUnsafe, ref parts);
    }

    private static HttpFault ParseSlow(ReadOnlySpan<byte> target, HttpMethod method, bool acceptUnsafe, ref RequestTarget parts)
    {
        if (method == HttpMethod.Connect)
        {
            return ParseConnect(target, acceptUnsafe, ref parts);
        }

        if (target.SequenceEqual("*"u8))
        {
            parts.Form = TargetForm.Asterisk;
            return method == HttpMethod.Options ? HttpFault.None : HttpFault.TargetForm;
        }

        return ParseAbsolute(target, acceptUnsafe, ref parts);
    }

    private static HttpFault ParseConnect(ReadOnlySpan<byte> target, bool acceptUnsafe, ref RequestTarget parts)
    {
        parts.Form = TargetForm.Authority;
        parts.AuthorityLength = (ushort)target.Length;
        parts.PathStart = (ushort)target.Length;
        if (acceptUnsafe)
        {
            return HttpFault.None;
        }

        if (!Authority.TryParse(target, out Authority authority))
        {
            return HttpFault.TargetAuthority;
        }

        return authority.Port < 0 ? HttpFault.ConnectWithoutPort : HttpFault.None;
    }

    private static HttpFault ParseAbsolute(ReadOnlySpan<byte> target, bool acceptUnsafe, ref RequestTarget parts)
    {
        parts.Form = TargetForm.Absolute;
        int schemeLength = target.IndexOf("://"u8);
        if (schemeLength <= 0 || !IsScheme(target[..schemeLength]))
        {
            return HttpFault.TargetForm;
        }

        int authorityStart = schemeLength + 3;
        int authorityLength = target[authorityStart..].IndexOfAny((byte)'/', (byte)'?', (byte)'#');
        authorityLength = authorityLength < 0 ? target.Length - authorityStart : authorityLength;
        parts.SchemeLength = (ushort)schemeLength;
        parts.AuthorityStart = (ushort)authorityStart;
        parts.AuthorityLength = (ushort)authorityLength;
        parts.PathStart = (ushort)(authorityStart + authorityLength);
        ReadOnlySpan<byte> authority = target.Slice(authorityStart, authorityLength);
        if (authority.IsEmpty)
        {
            return HttpFault.TargetAuthority;
        }

        if (acceptUnsafe || Authority.TryParse(authority, out _))
        {
            return HttpFault.None;
        }

        return authority.Contains((byte)'@') ? HttpFault.TargetUserInfo : HttpFault.TargetAuthority;
    }

    /// <summary>RFC 3986 section 3.1.</summary>
    private static bool IsScheme(ReadOnlySpan<byte> scheme)
    {
        if (!char.IsAsciiLetter((char)scheme[0]))
        {
            return false;
        }

        foreach (byte character in scheme)
        {
            if (!char.IsAsciiLetterOrDigit((char)character) && !"+-."u8.Contains(character))
            {
                return false;
            }
        }

        return true;
    }
}
