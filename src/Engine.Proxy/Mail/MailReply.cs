using System;

namespace Engine.Proxy.Mail;

/// <summary>Reads what a mail server answers (RFC 5321 section 4.2): lines that begin with one and the same code, the last one without '-' behind it.</summary>
internal static class MailReply
{
    private const int CodeDigits = 3;

    /// <param name="code">Of the last line; 0 when it has none.</param>
    /// <param name="last">The last line, without its end.</param>
    /// <returns>Bytes of the whole reply; 0 = it has not ended yet.</returns>
    internal static int Read(ReadOnlySpan<byte> bytes, out int code, out ReadOnlySpan<byte> last)
    {
        code = 0;
        last = default;
        int at = 0;
        while (bytes[at..].IndexOf((byte)'\n') is >= 0 and int end)
        {
            last = bytes.Slice(at, end).TrimEnd((byte)'\r');
            at += end + 1;
            if (last.Length <= CodeDigits || last[CodeDigits] != (byte)'-')
            {
                code = CodeOf(last);
                return at;
            }
        }

        return 0;
    }

    private static int CodeOf(ReadOnlySpan<byte> line)
    {
        int code = 0;
        for (int i = 0; i < CodeDigits; i++)
        {
            if (i >= line.Length || !char.IsAsciiDigit((char)line[i]))
            {
                return 0;
            }

            code = (code * 10) + line[i] - '0';
        }

        return code;
    }
}
