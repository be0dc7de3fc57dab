using System;
using System.Globalization;
using Engine.Proxy.Pages;

namespace Engine.Stages.Pages;

/// <summary>Writes text and figures for people to read, in HTML.</summary>
internal static class HtmlText
{
    private const long Thousand = 1000, SecondsPerMinute = 60, SecondsPerHour = 3600, SecondsPerDay = 86400;

    private static readonly string[] ByteUnits = ["kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>Text from anywhere: nothing in it can become markup, in attributes neither.</summary>
    public static TextPage Escaped(this TextPage page, ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            switch (c)
            {
                case '<':
                    page.Text("&lt;");
                    break;
                case '>':
                    page.Text("&gt;");
                    break;
                case '&':
                    page.Text("&amp;");
                    break;
                case '"':
                    page.Text("&quot;");
                    break;
                case '\'':
                    page.Text("&#39;");
                    break;
                default:
                    page.Raw((byte)c);
                    break;
            }
        }

        return page;
    }

    /// <summary>"12 345", "1.2M".</summary>
    public static string Count(long value)
    {
        const long Short = 100_000, Million = 1_000_000, Billion = 1_000_000_000;
        return value switch
        {
            < 10 * Thousand => value.ToString(CultureInfo.InvariantCulture),
            < Short => string.Create(CultureInfo.InvariantCulture, $"{value / Thousand}&#8239;{value % Thousand:D3}"),
            < Million => string.Create(CultureInfo.InvariantCulture, $"{value / (double)Thousand:F1}k"),
            < Billion => string.Create(CultureInfo.InvariantCulture, $"{value / (double)Million:F1}M"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{value / (double)Billion:F2}G"),
        };
    }

    /// <summary>"1.23 MB".</summary>
    public static string Bytes(long bytes)
    {
        if (bytes < Thousand)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{bytes} B");
        }

        double value = bytes;
        int unit = -1;
        do
        {
            value /= Thousand;
            unit++;
        }
        while (value >= 999.95 && unit < ByteUnits.Length - 1);

        string format = value < 10 ? "F2" : value < 100 ? "F1" : "F0";
        return value.ToString(format, CultureInfo.InvariantCulture) + " " + ByteUnits[unit];
    }

    /// <summary>"3h 12m".</summary>
    public static string Duration(long seconds) => seconds switch
    {
        < 0 => "&#8211;",
        < SecondsPerMinute => string.Create(CultureInfo.InvariantCulture, $"{seconds}s"),
        < SecondsPerHour => string.Create(CultureInfo.InvariantCulture, $"{seconds / SecondsPerMinute}m {seconds % SecondsPerMinute}s"),
        < SecondsPerDay => string.Create(CultureInfo.InvariantCulture, $"{seconds / SecondsPerHour}h {seconds % SecondsPerHour / SecondsPerMinute}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / SecondsPerDay}d {seconds % SecondsPerDay / SecondsPerHour}h"),
    };
}
