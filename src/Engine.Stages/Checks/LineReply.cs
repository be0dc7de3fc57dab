using System;
using System.Globalization;
using Engine.Config.Text;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary>Expects an answer of a protocol of lines: judged once its line is whole.</summary>
/// <param name="success">What is said when it is good; null = the line itself, behind its code.</param>
/// <param name="isGood">Judges the line, without its end.</param>
/// <param name="codeDigits">Digits at its start that are its code; 0 = it has none.</param>
internal sealed class LineReply(string? success, LineReply.Test isGood, int codeDigits) : ExpectStep
{
    internal delegate bool Test(ReadOnlySpan<byte> line);

    public override ExpectVerdict Judge(CheckRun run, bool isLast)
    {
        ReadOnlySpan<byte> received = run.Received;
        while (true)
        {
            int end = received.IndexOf((byte)'\n');
            if (end < 0 && !isLast)
            {
                return ExpectVerdict.Wait;
            }

            ReadOnlySpan<byte> line = (end < 0 ? received : received[..end]).TrimEnd((byte)'\r');

            // "250-" stands before more lines of the same answer (RFC 5321 section 4.2.1).
            if (codeDigits > 0 && line.Length > codeDigits && line[codeDigits] == (byte)'-' && end >= 0 && isGood(line))
            {
                received = received[(end + 1)..];
                continue;
            }

            return Judge(run, line);
        }
    }

    private ExpectVerdict Judge(CheckRun run, ReadOnlySpan<byte> line)
    {
        int code = 0;
        bool hasCode = codeDigits == 0 || (line.Length >= codeDigits && int.TryParse(line[..codeDigits], NumberStyles.None, CultureInfo.InvariantCulture, out code));
        string text = ByteText.FromBytes(codeDigits == 0 || !hasCode ? line : line[codeDigits..].TrimStart((byte)' '));
        if (!hasCode)
        {
            return ExpectVerdict.End(CheckStatus.Layer7Invalid, text);
        }

        run.Code = code;
        if (!isGood(line))
        {
            return ExpectVerdict.End(CheckStatus.Layer7WrongStatus, text, code);
        }

        run.Success = success ?? text;
        return ExpectVerdict.Good;
    }
}
