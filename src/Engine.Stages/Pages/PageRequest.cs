using System;
using Engine.Config.Text;

namespace Engine.Stages.Pages;

/// <summary>What a request asks of the statistics page: the words behind its path (semantics of HAProxy's <c>stats uri</c>).</summary>
internal sealed record PageRequest
{
    public PageFormat Format { get; private init; }

    /// <summary><c>;up</c>: no servers that are down.</summary>
    public bool OnlyUp { get; private init; }

    /// <summary><c>;norefresh</c>.</summary>
    public bool NoRefresh { get; private init; }

    /// <summary><c>scope=</c>: only proxies whose name holds this; empty = all.</summary>
    public string Scope { get; private init; } = "";

    /// <summary><c>;st=</c>: how the last change went, four letters; empty without.</summary>
    public string Outcome { get; private init; } = "";

    /// <param name="rest">What follows the prefix in the target.</param>
    public static PageRequest Read(ReadOnlySpan<byte> rest)
    {
        string text = ByteText.FromBytes(rest);
        return new PageRequest
        {
            Format = Has(text, ";csv") ? PageFormat.Csv : Has(text, ";json") ? PageFormat.Json : Has(text, ";typed") ? PageFormat.Typed : PageFormat.Html,
            OnlyUp = Has(text, ";up"),
            NoRefresh = Has(text, ";norefresh"),
            Scope = Uri.UnescapeDataString(ValueOf(text, "scope=")),
            Outcome = ValueOf(text, ";st="),
        };
    }

    private static bool Has(string text, string flag)
    {
        int at = text.IndexOf(flag, StringComparison.Ordinal);
        int end = at + flag.Length;
        return at >= 0 && (end == text.Length || !char.IsAsciiLetter(text[end]));
    }

    private static string ValueOf(string text, string key)
    {
        int at = text.IndexOf(key, StringComparison.Ordinal);
        if (at < 0)
        {
            return "";
        }

        string value = text[(at + key.Length)..];
        int end = value.AsSpan().IndexOfAny(';', '&', '?');
        return end < 0 ? value : value[..end];
    }
}
