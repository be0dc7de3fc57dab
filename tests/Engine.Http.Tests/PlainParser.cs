using System;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace Engine.Http.Tests;

/// <summary>
/// The same rules again, written to be plain instead of fast: whole lines as strings, regular expressions, big numbers.
/// It shares no code with the parser that it checks. Strict mode only: unsafe mode is held by the documents.
/// </summary>
internal static partial class PlainParser
{
    internal static PlainHead Parse(ReadOnlySpan<byte> bytes, bool isRequest, in HeadLimits limits)
    {
        bool isFull = bytes.Length >= limits.BytesMax;
        string text = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, limits.BytesMax)]);
        var head = new PlainHead();
        int at = 0;
        bool hasStartLine = false;
        while (head.Fault == HttpFault.None)
        {
            int end = text.IndexOf('\n', at) + 1;
            string line = end > 0 ? text[at..end] : text[at..];
            Match blank = BlankLine().Match(line);
            if (!hasStartLine && blank.Success)
            {
                head.Fault = at >= 64 && line.Length > 0 ? HttpFault.LeadingBlankLines : HttpFault.None;
            }
            else if (!hasStartLine)
            {
                head.Fault = line[0] == '\r' ? at >= 64 ? HttpFault.LeadingBlankLines : HttpFault.BareCr : isRequest ? RequestLine(line, head) : StatusLine(line, head);
                hasStartLine = end > 0;
            }
            else if (blank.Success && end > 0)
            {
                head.Consumed = end;
                head.Fault = PlainRules.Finish(head, isRequest);
                return head;
            }
            else if (!blank.Success)
            {
                head.Fault = FieldLine(line, head, isRequest, limits);
            }

            if (end == 0 && head.Fault == HttpFault.None)
            {
                head.NeedsMore = !isFull;
                head.Fault = !isFull ? HttpFault.None : isRequest && !hasStartLine ? HttpFault.TargetTooLong : HttpFault.HeadTooLarge;
                return head;
            }

            at = end;
        }

        return head;
    }

    /// <summary>A line with its end, or the beginning of one; a fault as soon as no valid line begins like that.</summary>
    private static HttpFault RequestLine(string line, PlainHead head)
    {
        Match method = MethodAndRest().Match(line);
        if (!method.Success)
        {
            string behind = string.Concat(line.SkipWhile(c => IsToken(c.ToString())));
            return behind.Length == 0 ? HttpFault.None
                : behind.Length < line.Length && behind[0] is '\r' or '\n' ? HttpFault.StartLineIncomplete
                : HttpFault.MethodInvalid;
        }

        head.Method = method.Groups[1].Value;
        Match target = TargetAndRest().Match(method.Groups[2].Value);
        if (!target.Success)
        {
            string rest = method.Groups[2].Value;
            int odd = rest.AsSpan().IndexOfAny(OddTargetCharacters());
            return odd < 0 ? HttpFault.None
                : rest[odd] is '\r' or '\n' ? HttpFault.StartLineIncomplete
                : rest[odd] == '#' ? HttpFault.TargetFragment
                : HttpFault.TargetCharacter;
        }

        head.Target = target.Groups[1].Value;
        string version = target.Groups[2].Value;
        if (head.Method == "PRI")
        {
            return HttpFault.Http2Preface;
        }

        if (!VersionLine().IsMatch(version))
        {
            return "HTTP/1.1\r\n".StartsWith(DigitText().Replace(version, "1"), StringComparison.Ordinal) ? HttpFault.None
                : version[0] is '\r' or '\n' ? HttpFault.StartLineIncomplete
                : BareCrBehindVersion().IsMatch(version) ? HttpFault.BareCr
                : HttpFault.VersionSyntax;
        }

        head.Is11 = version[7] == '1';
        return version[5] == '0' ? HttpFault.VersionTooOld
            : version[..8] is not ("HTTP/1.0" or "HTTP/1.1") ? HttpFault.VersionUnsupported
            : PlainRules.Target(head);
    }

    private static char[] OddTargetCharacters() =>
        [.. Enumerable.Range(0, 256).Select(i => (char)i).Where(c => c is < ' ' or '#' or >= '\x7f' && c is not '\t')];

    private static HttpFault StatusLine(string line, PlainHead head)
    {
        Match parts = StatusParts().Match(line);
        if (!parts.Success)
        {
            return line.Length <= 8 && "HTTP/1.1".StartsWith(DigitText().Replace(line, "1"), StringComparison.Ordinal) ? HttpFault.None : HttpFault.StatusLineInvalid;
        }

        head.Is11 = parts.Groups[1].Value != "0";
        string rest = parts.Groups[2].Value;
        Match status = StatusAndReason().Match(rest);
        if (!status.Success || status.Groups[1].Value[0] == '0')
        {
            return BeginningOfStatus().IsMatch(rest) ? HttpFault.None : HttpFault.StatusInvalid;
        }

        head.Status = int.Parse(status.Groups[1].Value, CultureInfo.InvariantCulture);
        string reason = status.Groups[2].Value;
        int odd = OddIn(reason);
        head.Reason = LineEnd().Replace(reason, "");
        return odd < 0 ? HttpFault.None : reason[odd] == '\0' ? HttpFault.StatusLineInvalid : HttpFault.BareCr;
    }

    private static HttpFault FieldLine(string line, PlainHead head, bool isRequest, in HeadLimits limits)
    {
        if (line[0] is ' ' or '\t')
        {
            return Fold(line, head, isRequest);
        }

        if (line[0] == '\r')
        {
            return HttpFault.BareCr;
        }

        string name = string.Concat(line.TakeWhile(c => IsToken(c.ToString())));
        if (name.Length == line.Length)
        {
            return HttpFault.None;
        }

        if (line[name.Length] != ':' || name.Length == 0)
        {
            return line[name.Length] switch
            {
                ':' => HttpFault.FieldNameEmpty,
                '\r' or '\n' or '\0' => HttpFault.ColonMissing,
                ' ' or '\t' => HttpFault.FieldNameSpace,
                _ => HttpFault.FieldNameCharacter,
            };
        }

        string value = line[(name.Length + 1)..];
        if (OddValueFault(value) is var fault and not HttpFault.None)
        {
            return fault;
        }

        if (!line.EndsWith('\n'))
        {
            return HttpFault.None;
        }

        if (head.Fields.Count >= limits.FieldsMax - 1)
        {
            return HttpFault.TooManyFields;
        }

        var field = new PlainField(name, LineEnd().Replace(value, "").Trim(' ', '\t'));
        head.Fields.Add(field);
        return PlainRules.Field(head, field, isRequest);
    }

    private static HttpFault Fold(string line, PlainHead head, bool isRequest)
    {
        if (head.Fields.Count == 0)
        {
            return HttpFault.LeadingSpace;
        }

        PlainField last = head.Fields[^1];
        if (isRequest || PlainRules.IsObserved(last.Name))
        {
            return HttpFault.LineFold;
        }

        // How many spaces stand for the line end is nobody's business; the comparison squeezes them.
        last.Value = (last.Value + " " + LineEnd().Replace(line, "")).Trim(' ', '\t');
        return OddValueFault(line);
    }

    private static HttpFault OddValueFault(string value)
    {
        int odd = OddIn(value);
        return odd < 0 ? HttpFault.None : value[odd] == '\0' ? HttpFault.FieldValueNul : HttpFault.FieldValueBareCr;
    }

    /// <summary>The first NUL, or CR behind which something else than LF stands; -1: neither.</summary>
    private static int OddIn(string text) => NulOrBareCr().Match(text) is { Success: true } odd ? odd.Index : -1;

    internal static bool IsToken(string text) => TokenText().IsMatch(text);

    internal static bool TryNumber(string text, out BigInteger number)
    {
        number = default;
        return text.Length > 0 && text.All(char.IsAsciiDigit) && BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    [GeneratedRegex(@"\A[!#$%&'*+\-.^_`|~0-9A-Za-z]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex TokenText();

    [GeneratedRegex(@"\A([!#$%&'*+\-.^_`|~0-9A-Za-z]+)[ \t]+((?s:.*))\z", RegexOptions.CultureInvariant)]
    private static partial Regex MethodAndRest();

    [GeneratedRegex(@"\A([!-\x22$-~]+)[ \t]+((?s:.*))\z", RegexOptions.CultureInvariant)]
    private static partial Regex TargetAndRest();

    /// <summary>Also the beginning of one: nothing, or a CR alone.</summary>
    [GeneratedRegex(@"\A\r?\n?\z", RegexOptions.CultureInvariant)]
    private static partial Regex BlankLine();

    [GeneratedRegex(@"\r?\n\z", RegexOptions.CultureInvariant)]
    private static partial Regex LineEnd();

    [GeneratedRegex(@"\0|\r[^\n]", RegexOptions.CultureInvariant)]
    private static partial Regex NulOrBareCr();

    [GeneratedRegex(@"[0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex DigitText();

    [GeneratedRegex(@"\AHTTP/[0-9]\.[0-9]\r?\n\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionLine();

    [GeneratedRegex(@"\AHTTP/[0-9]\.[0-9]\r[^\n]", RegexOptions.CultureInvariant)]
    private static partial Regex BareCrBehindVersion();

    [GeneratedRegex(@"\AHTTP/1\.([0-9])[ \t]+((?s:.*))\z", RegexOptions.CultureInvariant)]
    private static partial Regex StatusParts();

    /// <summary>The reason with the line end, or with the beginning of one.</summary>
    [GeneratedRegex(@"\A([0-9]{3})(?:[ \t]+|(?=[\r\n]))((?s:.*))\z", RegexOptions.CultureInvariant)]
    private static partial Regex StatusAndReason();

    [GeneratedRegex(@"\A(?:|[1-9]|[1-9][0-9]|[1-9][0-9]{2}|0|0[0-9])\z", RegexOptions.CultureInvariant)]
    private static partial Regex BeginningOfStatus();
}
