using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Engine.Stages.Tests.Coverage;

/// <summary>The words of expressions, rules and log lines: rows of tiers 0 to 2 of the reference (language.tsv).</summary>
internal static class LanguageRows
{
    public static IReadOnlyList<LanguageRow> All { get; } = Read();

    private static List<LanguageRow> Read()
    {
        using Stream stream = typeof(LanguageRows).Assembly.GetManifestResourceStream("language.tsv")!;
        using StreamReader reader = new(stream);
        List<LanguageRow> rows = [];
        foreach (string line in reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] cells = line.Split('\t');
            rows.Add(new LanguageRow(cells[0], cells[1], cells[2], int.Parse(cells[3], CultureInfo.InvariantCulture)));
        }

        return rows;
    }
}
