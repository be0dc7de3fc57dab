using System.Globalization;
using System.Net;

namespace Engine.Config.Expressions;

/// <summary>The shapes an address pattern may have: address, network, abbreviated IPv4 network (<c>10.12/8</c> is 10.0.0.12/8), host name.</summary>
internal static class AddressPattern
{
    public static bool IsAddress(string text)
    {
        int slash = text.IndexOf('/');
        string address = slash < 0 ? text : text[..slash];
        if (address.Contains(':'))
        {
            return IPAddress.TryParse(address, out _) && (slash < 0 || IsNumber(text[(slash + 1)..], 128));
        }

        return IsIPv4(address) && (slash < 0 || IsMask(text[(slash + 1)..]));
    }

    /// <summary>Letters somewhere, so that a mistyped address is not taken for a name.</summary>
    public static bool IsHostName(string text)
    {
        bool hasLetter = false;
        foreach (char c in text)
        {
            hasLetter |= char.IsAsciiLetter(c);
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_'))
            {
                return false;
            }
        }

        return hasLetter;
    }

    private static bool IsMask(string text) => text.Contains('.') ? IsIPv4(text) : IsNumber(text, 32);

    private static bool IsIPv4(string text)
    {
        string[] parts = text.Split('.');
        foreach (string part in parts)
        {
            if (!IsNumber(part, 255))
            {
                return false;
            }
        }

        return parts.Length <= 4;
    }

    private static bool IsNumber(string text, int max) =>
        text.Length is > 0 and <= 3 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= max;
}
