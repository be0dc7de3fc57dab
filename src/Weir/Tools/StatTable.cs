using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Weir.Tools;

/// <summary>The CSV of <c>show stat</c> as a table for people: a line for each section, listener and server.</summary>
internal static class StatTable
{
    /// <summary>Title, field of the CSV, and true for numbers of bytes.</summary>
    private static readonly (string Title, string Field, bool IsBytes)[] Columns =
    [
        ("proxy", "pxname", false), ("name", "svname", false), ("status", "status", false), ("weight", "weight", false), ("queue", "qcur", false),
        ("cur", "scur", false), ("max", "smax", false), ("limit", "slim", false), ("rate", "rate", false), ("total", "stot", false),
        ("in", "bin", true), ("out", "bout", true), ("2xx", "hrsp_2xx", false), ("4xx", "hrsp_4xx", false), ("5xx", "hrsp_5xx", false),
        ("econ", "econ", false), ("eresp", "eresp", false), ("retr", "wretr", false), ("check", "check_status", false),
    ];

    /// <param name="csv">With its heading, "# pxname,svname,...".</param>
    public static IReadOnlyList<string> Of(string csv)
    {
        string[] lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || !lines[0].StartsWith("# ", StringComparison.Ordinal))
        {
            return ["no statistics: " + (lines.Length == 0 ? "the connection was closed" : lines[0])];
        }

        string[] fields = lines[0][2..].Split(',');
        int[] places = Array.ConvertAll(Columns, column => Array.IndexOf(fields, column.Field));
        var rows = new List<string[]> { Array.ConvertAll(Columns, static column => column.Title) };
        for (int i = 1; i < lines.Length; i++)
        {
            List<string> values = SplitCsv(lines[i]);
            string[] row = new string[Columns.Length];
            for (int c = 0; c < row.Length; c++)
            {
                string value = places[c] >= 0 && places[c] < values.Count ? values[places[c]] : "";
                row[c] = Columns[c].IsBytes ? Bytes(value) : value;
            }

            rows.Add(row);
        }

        return Aligned(rows);
    }

    private static List<string> Aligned(List<string[]> rows)
    {
        int[] widths = new int[Columns.Length];
        foreach (string[] row in rows)
        {
            for (int c = 0; c < row.Length; c++)
            {
                widths[c] = Math.Max(widths[c], row[c].Length);
            }
        }

        return rows.ConvertAll(row =>
        {
            var line = new StringBuilder();
            for (int c = 0; c < row.Length; c++)
            {
                bool isText = Columns[c].Field is "pxname" or "svname" or "status" or "check_status";
                line.Append(isText ? row[c].PadRight(widths[c]) : row[c].PadLeft(widths[c])).Append("  ");
            }

            return line.ToString().TrimEnd();
        });
    }

    /// <summary>RFC 4180: a field in quotes may hold commas, and quotes twice.</summary>
    private static List<string> SplitCsv(string line)
    {
        var values = new List<string>();
        var value = new StringBuilder();
        bool isQuoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c == '"' && isQuoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                value.Append(c);
                i++;
            }
            else if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (c == ',' && !isQuoted)
            {
                values.Add(value.ToString());
                value.Clear();
            }
            else
            {
                value.Append(c);
            }
        }

        values.Add(value.ToString());
        return values;
    }

    /// <summary>Three digits and a unit: 1.50M.</summary>
    private static string Bytes(string digits)
    {
        if (!double.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out double value) || value < 1000)
        {
            return digits;
        }

        int unit = 0;
        while (value >= 1000 && unit < 5)
        {
            value /= 1000;
            unit++;
        }

        return value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture) + "kMGTP"[unit - 1];
    }
}
