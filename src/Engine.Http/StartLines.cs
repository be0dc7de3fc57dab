using System;

namespace Engine.Http;

/// <summary>HTTP-version in both kinds of start line (RFC 9112 section 2.3).</summary>
internal static class StartLines
{
    /// <summary>"HTTP/1.1" as eight bytes in memory.</summary>
    internal const ulong Http11 = 0x312E_312F_5054_5448;

    /// <summary>CR LF as two bytes in memory.</summary>
    internal const ushort CrLf = '\r' | ('\n' << 8);

    /// <summary>
    /// The rest of a request line. 1.0 and 1.1 only; unsafe mode takes any number and treats what is above 1.1 as 1.1, what is below as 1.0.
    /// </summary>
    internal static HttpFault ParseRequestVersion(ReadOnlySpan<byte> text, bool acceptUnsafe, out HttpVersion version)
    {
        version = HttpVersion.Http10;
        if (text.IsEmpty)
        {
            return HttpFault.StartLineIncomplete;
        }

        if (!TryParseVersion(text, out int major, out int minor))
        {
            return text.Contains((byte)'\r') ? HttpFault.BareCr : HttpFault.VersionSyntax;
        }

        bool isNew = major > 1 || (major == 1 && minor > 0);
        version = isNew ? HttpVersion.Http11 : HttpVersion.Http10;
        if (acceptUnsafe || (major == 1 && minor <= 1))
        {
            return HttpFault.None;
        }

        return isNew ? HttpFault.VersionUnsupported : HttpFault.VersionTooOld;
    }

    /// <summary>"HTTP/" digit "." digit, exactly.</summary>
    internal static bool TryParseVersion(ReadOnlySpan<byte> text, out int major, out int minor)
    {
        major = 0;
        minor = 0;
        if (text.Length != 8 || !text.StartsWith("HTTP/"u8) || text[6] != '.'
            || !char.IsAsciiDigit((char)text[5]) || !char.IsAsciiDigit((char)text[7]))
        {
            return false;
        }

        major = text[5] - '0';
        minor = text[7] - '0';
        return true;
    }
}
