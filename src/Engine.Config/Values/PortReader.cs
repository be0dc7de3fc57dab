using System;
using Engine.Config.Text;

namespace Engine.Config.Values;

/// <summary>The ports of an address.</summary>
/// <param name="First">0 when none is written; negative for an offset such as <c>:-80</c>.</param>
/// <param name="Last">Equal to <paramref name="First"/> unless a range is written.</param>
/// <param name="IsOffset">A sign was written.</param>
internal readonly record struct PortReader(int First, int Last, bool IsOffset)
{
    private const int PortMax = 65535;

    /// <param name="text">The whole address.</param>
    /// <param name="colon">Offset of the colon before the port; the text's length when there is none.</param>
    /// <param name="rules">What the keyword allows.</param>
    /// <param name="port">The result.</param>
    /// <param name="fault">Set on failure.</param>
    public static bool TryRead(string text, int colon, AddressRules rules, out PortReader port, out ValueIssue? fault)
    {
        port = default;
        fault = null;
        int start = colon + 1;
        if (start >= text.Length)
        {
            fault = rules.PortIsRequired ? Missing(text) : null;
            return fault is null;
        }

        if (text[start] is '+' or '-')
        {
            return TryReadOffset(text, start, rules, out port, out fault);
        }

        int dash = text.IndexOf('-', start);
        if (dash >= 0 && !rules.PortRange)
        {
            fault = new ValueIssue(dash, text.Length - dash, $"{rules.Name} has one port, not a range");
            return false;
        }

        if (!TryReadNumber(text, start..(dash < 0 ? text.Length : dash), rules, out int first, out fault))
        {
            return false;
        }

        int last = first;
        if (dash >= 0 && !TryReadNumber(text, (dash + 1)..text.Length, rules, out last, out fault))
        {
            return false;
        }

        port = new PortReader(first, last, false);
        fault = last < first ? new ValueIssue(start, text.Length - start, "the port range ends before it begins", $"write '{last}-{first}'") : null;
        return fault is null;
    }

    private static bool TryReadOffset(string text, int start, AddressRules rules, out PortReader port, out ValueIssue? fault)
    {
        port = default;
        if (!rules.PortOffset)
        {
            fault = new ValueIssue(start, text.Length - start, $"{rules.Name} has a port of its own, not an offset", $"write '{text[(start + 1)..]}'");
            return false;
        }

        if (!TryReadNumber(text, (start + 1)..text.Length, rules, out int distance, out fault))
        {
            return false;
        }

        int offset = text[start] == '-' ? -distance : distance;
        port = new PortReader(offset, offset, true);
        return true;
    }

    private static bool TryReadNumber(string text, Range range, AddressRules rules, out int number, out ValueIssue? fault)
    {
        (int offset, int length) = range.GetOffsetAndLength(text.Length);
        ReadOnlySpan<char> digits = text.AsSpan(offset, length);
        number = 0;
        int bad = digits.IndexOfAnyExceptInRange('0', '9');
        if (bad >= 0 || length == 0)
        {
            fault = new ValueIssue(offset + Math.Max(0, bad), length == 0 ? 0 : 1, length == 0 ? "a port number is missing here" : $"'{digits[bad]}' cannot stand in a port number", "ports are numbers from 1 to 65535");
            return false;
        }

        ulong value = Digits.Value(digits);
        bool valid = value <= PortMax && (value > 0 || !rules.PortIsRequired);
        fault = valid ? null : new ValueIssue(offset, length, $"there is no port {digits}", "ports are numbers from 1 to 65535");
        number = valid ? (int)value : 0;
        return valid;
    }

    private static ValueIssue Missing(string text)
    {
        bool isNumber = !text.AsSpan().ContainsAnyExceptInRange('0', '9');
        bool isBareIPv6 = HostReader.IsIPv6(text);
        string fix = isNumber ? $"write ':{text}' for port {text} of all addresses"
            : isBareIPv6 ? $"write '[{text}]:80'"
            : $"write '{text.TrimEnd(':')}:80'";
        return new ValueIssue(text.Length, 0, "the port is missing", fix);
    }
}
