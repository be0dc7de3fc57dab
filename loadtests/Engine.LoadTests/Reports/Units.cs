using System;
using System.Globalization;

namespace Engine.LoadTests.Reports;

/// <summary>Figures in words, three digits that count.</summary>
internal static class Units
{
    public static string Duration(double ns) => ns switch
    {
        < 1e3 => Three(ns) + " ns",
        < 1e6 => Three(ns / 1e3) + " us",
        < 1e9 => Three(ns / 1e6) + " ms",
        _ => Three(ns / 1e9) + " s",
    };

    public static string Size(double bytes) => bytes switch
    {
        < 1024 => Three(bytes) + " B",
        < 1024 * 1024 => Three(bytes / 1024) + " KiB",
        < 1024.0 * 1024 * 1024 => Three(bytes / 1024 / 1024) + " MiB",
        _ => Three(bytes / 1024 / 1024 / 1024) + " GiB",
    };

    public static string Count(double count) => Math.Round(count).ToString("N0", CultureInfo.InvariantCulture);

    public static string Rate(double perSecond) => (perSecond >= 100 ? Count(perSecond) : Three(perSecond)) + "/s";

    public static string Three(double value) => value switch
    {
        >= 99.95 or 0 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 9.995 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}
