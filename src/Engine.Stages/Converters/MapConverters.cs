using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Proxy.Conditions;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>The <c>map</c> converters (CFG 7.3.1 map): every way of matching, with every kind of value.</summary>
internal static class MapConverters
{
    private static readonly (string Suffix, AclMatch Match, SampleType Input)[] Ways =
    [
        ("_str", AclMatch.Text, SampleType.Text),
        ("_beg", AclMatch.Beginning, SampleType.Text),
        ("_end", AclMatch.End, SampleType.Text),
        ("_sub", AclMatch.Substring, SampleType.Text),
        ("_dir", AclMatch.Directory, SampleType.Text),
        ("_dom", AclMatch.Domain, SampleType.Text),
        ("_reg", AclMatch.Regex, SampleType.Text),
        ("_int", AclMatch.Integer, SampleType.Integer),
        ("_ip", AclMatch.Address, SampleType.Address),
    ];

    internal static IReadOnlyList<ConverterRow> Rows
    {
        get
        {
            List<ConverterRow> rows =
            [
                Row("map", AclMatch.Text, SampleType.Text, MapOutput.Text),
                Row("map_regm", AclMatch.Regex, SampleType.Text, MapOutput.Rewritten),
            ];
            foreach ((string suffix, AclMatch match, SampleType input) in Ways)
            {
                rows.Add(Row($"map{suffix}", match, input, MapOutput.Text));
                rows.Add(Row($"map{suffix}_int", match, input, MapOutput.Integer));
                rows.Add(Row($"map{suffix}_ip", match, input, MapOutput.Address));
                rows.Add(Row($"map{suffix}_key", match, input, MapOutput.Key));
            }

            return rows;
        }
    }

    private static ConverterRow Row(string name, AclMatch match, SampleType input, MapOutput output) => new(
        name, $"Looks the value up in a map file by '{match}' and gives the {Describe(output)}.", input, call => MapConverter.Create(call, match, output));

    private static string Describe(MapOutput output) => output switch
    {
        MapOutput.Integer => "number beside it",
        MapOutput.Address => "address beside it",
        MapOutput.Key => "pattern that matched",
        MapOutput.Rewritten => "text beside it, with what groups matched put in for \\1 to \\9",
        _ => "text beside it",
    };
}
