using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Engine.Stages.Tests.Coverage;

/// <summary>The table of what is missing in the README of Engine.Stages.</summary>
internal static class MissingTable
{
    private const string Begin = "<!-- missing: begin -->\n";
    private const string End = "<!-- missing: end -->";

    private static readonly string ReadmePath = Path.Combine(Root(), "src/Engine.Stages/README.md");

    /// <summary>As it is committed; null when there is none.</summary>
    public static string? Committed
    {
        get
        {
            string text = File.ReadAllText(ReadmePath);
            int begin = text.IndexOf(Begin, StringComparison.Ordinal);
            int end = text.IndexOf(End, StringComparison.Ordinal);
            return begin < 0 || end < begin ? null : text[(begin + Begin.Length)..end];
        }
    }

    public static string Compute()
    {
        StringBuilder text = new("| kind | not supported yet |\n|---|---|\n");
        foreach (IGrouping<string, LanguageRow> kind in LanguageRows.All.Where(row => !Support.Has(row)).GroupBy(row => row.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            IEnumerable<string> names = kind.Select(row => row.Name).Distinct().Order(StringComparer.Ordinal).Select(name => $"`{name.Replace("|", "\\|", StringComparison.Ordinal)}`");
            text.Append("| ").Append(kind.Key).Append(" | ").AppendJoin(", ", names).Append(" |\n");
        }

        return text.ToString();
    }

    public static void Write(string table)
    {
        string text = File.ReadAllText(ReadmePath);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        File.WriteAllText(ReadmePath, string.Concat(text.AsSpan(0, begin), table, text.AsSpan(text.IndexOf(End, StringComparison.Ordinal))));
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Engine.sln")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }
}
