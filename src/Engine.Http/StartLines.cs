using System;

namespace Engine.Http;

/// <summary>HTTP-version in both kinds of start line (RFC 9112 section 2.3).</summary>
internal static class StartLines
{
    /// <summary>"HTTP/1.1" as eight bytes in memory.</summary>
    internal const ulong Http11 = 0x312E_312F_5054_5448;

    /// <summary>"GET " as four bytes in memory.</summary>
    internal const uint Get = 0x2054_4547;

    /// <summary>CR LF as two bytes in memory.</summary>
    internal const ushort CrLf = '\r' | ('\n' << 8);

    /// <summary>Bytes of "HTTP/1.1".</summary>
    internal const int VersionLength = 8;

    /// <summary>Bytes at the front that could be those of "HTTP/" digit "." digit: as many as there are, at most eight, less when one is wrong.</summary>
    internal static int VersionPrefix(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> pattern = "HTTP/0.0"u8;
        int length = Math.Min(text.Length, pattern.Length);
        for (int i = 0; i < length; i++)
        {
            if (pattern[i] == '0' ? !char.IsAsciiDigit((char)text[i]) : text[i] != pattern[i])
            {
                return i;
            }
        }

        return length;
    }

    /// <summary>Offset behind the line end at <paramref name="at"/>, CR LF or LF; 0: it is not there in full; -1: something else is.</summary>
    internal static int BehindLine(ReadOnlySpan<byte> text, int at)
    {
        if (at < text.Length && text[at] == '\r')
        {
            at++;
        }

        return at >= text.Length ? 0 : text[at] == '\n' ? at + 1 : -1;
    }

    /// <summary>1.0 and 1.1 only; unsafe mode takes any number and treats what is above 1.1 as 1.1, what is below as 1.0.</summary>
    /// <param name="text">Begins with a version.</param>
    /// <param name="acceptUnsafe">Of the limits.</param>
    /// <param name="version">How the request is treated.</param>
    internal static HttpFault JudgeRequestVersion(ReadOnlySpan<byte> text, bool acceptUnsafe, out HttpVersion version)
    {
        int major = text[5] - '0';
        int minor = text[7] - '0';
        bool isNew = major > 1 || (major == 1 && minor > 0);
        version = isNew ? HttpVersion.Http11 : HttpVersion.Http10;
        if (acceptUnsafe || (major == 1 && minor <= 1))
        {
            return HttpFault.None;
        }

        return isNew ? HttpFault.VersionUnsupported : HttpFault.VersionTooOld;
    }
}
