using System;
using System.Collections.Generic;
using Engine.Config.Manual;
using Engine.Proxy.Control;
using Engine.Stages;

namespace Weir.Tools;

/// <summary>The manual of the language as this build speaks it: the rows of the reader, with the documentation that stages bring.</summary>
internal static class Manual
{
    /// <summary>Every word of the language; each has a summary.</summary>
    public static IReadOnlyList<ManualEntry> Entries { get; } = Read();

    /// <summary>Commands of the runtime API.</summary>
    public static IReadOnlyList<CommandRow> Commands => BuiltInStages.Catalog.Commands;

    /// <summary>What the word is, for people.</summary>
    public static string TextOf(ManualKind kind) => kind switch
    {
        ManualKind.BindOption => "option of bind lines",
        ManualKind.ServerOption => "option of server lines",
        ManualKind.Action => "action of rules",
        ManualKind.Fetch => "sample fetch",
        ManualKind.Converter => "converter",
        ManualKind.LogAlias => "log alias",
        _ => "keyword",
    };

    private static List<ManualEntry> Read()
    {
        var entries = new List<ManualEntry>();
        foreach (ManualEntry entry in LanguageManual.All(BuiltInStages.Catalog.ToVocabulary()))
        {
            string? documentation = entry.Kind switch
            {
                ManualKind.Fetch => BuiltInStages.Catalog.FetchOf(entry.Name)?.Documentation,
                ManualKind.Converter => BuiltInStages.Catalog.ConverterOf(entry.Name)?.Documentation,
                ManualKind.LogAlias => BuiltInStages.Catalog.AliasOf(entry.Name)?.Documentation,
                _ => entry.Summary,
            };
            entries.Add(entry with { Summary = documentation ?? "" });
        }

        entries.Sort(static (a, b) => a.Kind == b.Kind ? string.CompareOrdinal(a.Name, b.Name) : a.Kind.CompareTo(b.Kind));
        return entries;
    }
}
