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
            if (!hasStartLine && at < text.Length && text[at] is not ('\r' or '\n') && !(isRequest ? IsToken(text[at..(at + 1)]) : text[at] == 'H'))
            {
                head.Fault = isRequest ? HttpFault.MethodInvalid : HttpFault.StatusLineInvalid;
                break;
            }

            int end = text.IndexOf('\n', at);
            if (end < 0)
            {
                head.NeedsMore = !isFull;
                head.Fault = !isFull ? HttpFault.None : isRequest && !hasStartLine ? HttpFault.TargetTooLong : HttpFault.HeadTooLarge;
                return head;
            }

            string line = text[at..end].EndsWith('\r') ? text[at..(end - 1)] : text[at..end];
            bool isBlank = line.Length == 0;
            if (!hasStartLine && isBlank)
            {
                head.Fault = at >= 64 ? HttpFault.LeadingBlankLines : HttpFault.None;
            }
            else if (!hasStartLine)
            {
                head.Fault = line[0] == '\r' ? HttpFault.BareCr : isRequest ? RequestLine(line, head) : StatusLine(line, head);
                hasStartLine = true;
            }
            else if (isBlank)
            {
                head.Consumed = end + 1;
                head.Fault = PlainRules.Finish(head, isRequest);
                return head;
            }
            else
            {
                head.Fault = FieldLine(line, head, isRequest, limits);
            }

            at = end + 1;
        }

        return head;
    }

    private static HttpFault RequestLine(string line, PlainHead head)
    {
        Match method = MethodAndRest().Match(line);
        if (!method.Success)
        {
            string behind = string.Concat(line.SkipWhile(c => IsToken(c.ToString())));
            return behind.Length == 0 || behind[0] == '\r' ? HttpFault.StartLineIncomplete : HttpFault.MethodInvalid;
        }

        head.Method = method.Groups[1].Value;
        Match target = TargetAndRest().Match(method.Groups[2].Value);
        if (!target.Success)
        {
            string rest = method.Groups[2].Value;
            int odd = rest.AsSpan().IndexOfAny(OddTargetCharacters());
            return odd < 0 || rest[odd] == '\r' ? HttpFault.StartLineIncomplete
                : rest[odd] == '#' ? HttpFault.TargetFragment
                : HttpFault.TargetCharacter;
        }

        head.Target = target.Groups[1].Value;
        string version = target.Groups[2].Value;
        if (head.Method == "PRI")
        {
            return HttpFault.Http2Preface;
        }

        if (version is not ("HTTP/1.0" or "HTTP/1.1"))
        {
            return version.Length == 0 ? HttpFault.StartLineIncomplete
                : !VersionText().IsMatch(version) ? version.Contains('\r', StringComparison.Ordinal) ? HttpFault.BareCr : HttpFault.VersionSyntax
                : version[5] == '0' ? HttpFault.VersionTooOld
                : HttpFault.VersionUnsupported;
        }

        head.Is11 = version == "HTTP/1.1";
        return PlainRules.Target(head);
    }

    private static char[] OddTargetCharacters() =>
        [.. Enumerable.Range(0, 256).Select(i => (char)i).Where(c => c is < ' ' or '#' or >= '\x7f' && c is not '\t')];

    private static HttpFault StatusLine(string line, PlainHead head)
    {
        if (line.Contains('\r', StringComparison.Ordinal))
        {
            return HttpFault.BareCr;
        }

        Match parts = StatusParts().Match(line);
        if (!parts.Success || line.Contains('\0', StringComparison.Ordinal))
        {
            return HttpFault.StatusLineInvalid;
        }

        head.Is11 = parts.Groups[1].Value != "0";
        Match status = StatusAndReason().Match(parts.Groups[2].Value);
        if (!status.Success)
        {
            return HttpFault.StatusInvalid;
        }

        head.Status = int.Parse(status.Groups[1].Value, CultureInfo.InvariantCulture);
        head.Reason = status.Groups[2].Value;
        return head.Status >= 100 ? HttpFault.None : HttpFault.StatusInvalid;
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

        int colon = line.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? line : line[..colon];
        if (colon < 0 || name.Contains('\r', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal))
        {
            return HttpFault.ColonMissing;
        }

        if (!IsToken(name))
        {
            return name.Length == 0 ? HttpFault.FieldNameEmpty
                : name[^1] is ' ' or '\t' ? HttpFault.SpaceBeforeColon
                : HttpFault.FieldNameCharacter;
        }

        string value = line[(colon + 1)..];
        if (OddValueFault(value) is var fault and not HttpFault.None)
        {
            return fault;
        }

        if (head.Fields.Count >= limits.FieldsMax - 1)
        {
            return HttpFault.TooManyFields;
        }

        var field = new PlainField(name, value.Trim(' ', '\t'));
        head.Fields.Add(field);
        return PlainRules.Field(head, field, isRequest);
    }

    private static HttpFault Fold(string line, PlainHead head, bool isRequest)
    {
        if (OddValueFault(line) is var fault and not HttpFault.None)
        {
            return fault;
        }

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
        last.Value = (last.Value + " " + line).Trim(' ', '\t');
        return HttpFault.None;
    }

    private static HttpFault OddValueFault(string value)
    {
        int odd = value.AsSpan().IndexOfAny('\r', '\0');
        return odd < 0 ? HttpFault.None : value[odd] == '\0' ? HttpFault.FieldValueNul : HttpFault.FieldValueBareCr;
    }

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

    [GeneratedRegex(@"\AHTTP/[0-9]\.[0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionText();

    [GeneratedRegex(@"\AHTTP/1\.([0-9])[ \t]((?s:.*))\z", RegexOptions.CultureInvariant)]
    private static partial Regex StatusParts();

    [GeneratedRegex(@"\A[ \t]*([0-9]{3})(?:[ \t]+((?s:.*)))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex StatusAndReason();
}
