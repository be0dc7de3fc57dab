using System;
using System.Collections.Generic;

namespace Engine.Config.Expressions;

/// <summary>Finds the signature of any fetch or converter of the language. Built on first use: a configuration without expressions never pays.</summary>
internal static class SampleCatalog
{
    private static readonly Lazy<Dictionary<string, SampleSignature>> FetchTable = new(BuildFetches);
    private static readonly Lazy<Dictionary<string, SampleSignature>> ConverterTable = new(BuildConverters);

    public static IReadOnlyDictionary<string, SampleSignature> Fetches => FetchTable.Value;

    public static IReadOnlyDictionary<string, SampleSignature> Converters => ConverterTable.Value;

    private static Dictionary<string, SampleSignature> BuildFetches()
    {
        var table = new Dictionary<string, SampleSignature>(600, StringComparer.Ordinal);
        AddFetches(table, KnownFetches.Boolean, SampleKind.Boolean);
        AddFetches(table, KnownFetches.Integer, SampleKind.Integer);
        AddFetches(table, KnownFetches.Address, SampleKind.Address);
        AddFetches(table, KnownFetches.IPv4, SampleKind.IPv4);
        AddFetches(table, KnownFetches.IPv6, SampleKind.IPv6);
        AddFetches(table, KnownFetches.Text, SampleKind.Text);
        AddFetches(table, KnownFetches.Binary, SampleKind.Binary);
        AddFetches(table, KnownFetches.Method, SampleKind.Method);
        AddFetches(table, KnownFetches.Any, SampleKind.Any);
        return table;
    }

    private static void AddFetches(Dictionary<string, SampleSignature> table, string names, SampleKind output)
    {
        foreach (string entry in names.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            SampleSignature signature = SampleSignature.Parse(entry, null, output);
            table[signature.Name] = signature;
        }
    }

    private static Dictionary<string, SampleSignature> BuildConverters()
    {
        var table = new Dictionary<string, SampleSignature>(250, StringComparer.Ordinal);
        foreach (string line in KnownConverters.All.Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string[] types = line[..colon].Split(' ');
            foreach (string entry in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                SampleSignature signature = SampleSignature.Parse(entry, KindOf(types[0]), KindOf(types[1]));
                table[signature.Name] = signature;
            }
        }

        return table;
    }

    private static SampleKind? KindOf(string word) => word switch
    {
        "any" => SampleKind.Any,
        "bool" => SampleKind.Boolean,
        "sint" => SampleKind.Integer,
        "addr" => SampleKind.Address,
        "str" => SampleKind.Text,
        "bin" => SampleKind.Binary,
        _ => null,
    };
}
