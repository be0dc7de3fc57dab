using System;
using System.Collections.Generic;
using Engine.Config.Text;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary><c>option smtpchk [HELO|EHLO DOMAIN]</c>: greeting, hello, goodbye (CFG 4.2; RFC 5321).</summary>
internal static class SmtpCheck
{
    private const int CodeDigits = 3;

    internal static CheckScript Create(CheckArguments arguments)
    {
        IReadOnlyList<string> words = arguments.Words;
        string hello = words.Count == 2 && words[0] is "HELO" or "EHLO" ? $"{words[0]} {words[1]}" : "HELO localhost";
        return new FixedScript()
            .Expect(new LineReply(null, IsPositive, CodeDigits))
            .Send(ByteText.ToBytes(hello + "\r\n"))
            .Expect(new LineReply(null, IsPositive, CodeDigits))
            .Send("QUIT\r\n"u8.ToArray())
            .Expect(new LineReply(null, IsPositive, CodeDigits))
            .Finish();
    }

    private static bool IsPositive(ReadOnlySpan<byte> line) => line.Length >= CodeDigits && line[0] == (byte)'2';
}
