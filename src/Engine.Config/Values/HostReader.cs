using System;
using System.Buffers;
using System.Net;
using Engine.Config.Text;
using AddressFamily = Engine.Config.Model.AddressFamily;

namespace Engine.Config.Values;

/// <summary>The host part of an address: an IP address, a name, or all addresses.</summary>
internal sealed class HostReader
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");

    /// <param name="text">Without prefix and port.</param>
    /// <param name="family">Any, or the one the prefix demands.</param>
    public HostReader(string text, AddressFamily family)
    {
        Family = family;
        bool bracketed = text.Length >= 2 && text[0] == '[' && text[^1] == ']';
        Text = bracketed ? text[1..^1] : text;
        if (!bracketed && Text is "" or "*")
        {
            IsValid = true;
        }
        else if (IsIPv6(Text))
        {
            Accept(AddressFamily.IPv6, text);
        }
        else if (bracketed || Text.AsSpan().ContainsAnyExcept(NumberCharacters))
        {
            ReadName(text, bracketed);
        }
        else
        {
            ReadIPv4(text);
        }
    }

    public bool IsValid { get; private set; }

    public string Text { get; private set; }

    public AddressFamily Family { get; private set; }

    /// <summary>Offsets are those of the host's text; on a valid host it is a warning.</summary>
    public ValueIssue? Issue { get; private set; }

    public static bool IsIPv6(ReadOnlySpan<char> text) =>
        text.Contains(':') && !text.ContainsAny('%', '[', ']') && IPAddress.TryParse(text, out IPAddress? ip) && ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;

    private void ReadIPv4(string text)
    {
        if (!NetworkParser.TryReadIPv4(Text, out uint address))
        {
            Issue = new ValueIssue(0, text.Length, $"'{text}' is not an IPv4 address", "it is four numbers from 0 to 255 with dots between, without leading zeros");
            return;
        }

        string full = NetworkParser.WriteIPv4(address);
        if (Text.Split('.').Length < 4)
        {
            Issue = new ValueIssue(0, text.Length, $"'{text}' is short for {full}", "write all four numbers");
        }

        Text = full;
        Accept(AddressFamily.IPv4, text);
    }

    private void ReadName(string text, bool bracketed)
    {
        if (bracketed && NetworkParser.TryReadIPv4(Text, out _))
        {
            Accept(AddressFamily.IPv4, text);
            return;
        }

        if (bracketed || text.Contains(':', StringComparison.Ordinal))
        {
            Issue = new ValueIssue(0, text.Length, $"'{text}' is not an IPv6 address", "with a port it is written [2001:db8::1]:80");
            return;
        }

        int bad = text[0] == '-' ? 0 : text.AsSpan().IndexOfAnyExcept(NameCharacters);
        if (bad >= 0)
        {
            string? fix = text[bad] == '/' ? "an address here is neither a network nor a URL" : "names have letters, digits, dots, '-' and '_'";
            Issue = new ValueIssue(bad, 1, bad == 0 ? $"no host name can start with '{text[0]}'" : $"'{text[bad]}' cannot stand in a host name", fix);
            return;
        }

        IsValid = true;
    }

    private void Accept(AddressFamily found, string text)
    {
        if (Family != AddressFamily.Any && Family != found)
        {
            Issue = new ValueIssue(0, text.Length, $"'{text}' is not an {(Family == AddressFamily.IPv4 ? "IPv4" : "IPv6")} address, which the prefix demands", "change the prefix, or remove it");
            return;
        }

        Family = found;
        IsValid = true;
    }
}
