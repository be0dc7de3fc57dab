using System;
using System.Buffers;
using Engine.Proxy.Pages;

namespace Engine.Stages.Statistics;

/// <summary>How a single figure is printed: plain, typed or as JSON (MGT 9.1, 9.2).</summary>
internal static class FieldFormat
{
    private static readonly SearchValues<char> CsvSpecial = SearchValues.Create(",\"\r\n");

    public static void Plain(TextPage page, in StatValue value)
    {
        if (value.Type == StatType.Text)
        {
            page.Text(value.Text);
        }
        else if (value.Type != StatType.None)
        {
            page.Number(value.Number);
        }
    }

    /// <summary>Quoted where commas, quotes or line ends ask for it (RFC 4180).</summary>
    public static void Csv(TextPage page, in StatValue value)
    {
        if (value.Type == StatType.Text && value.Text.AsSpan().ContainsAny(CsvSpecial))
        {
            page.Raw((byte)'"').Text(value.Text!.Replace("\"", "\"\"", StringComparison.Ordinal)).Raw((byte)'"');
            return;
        }

        Plain(page, value);
    }

    /// <summary>"NAME.1:KNS:str:value": what stands before is the caller's.</summary>
    public static void Typed(TextPage page, string name, string tags, in StatValue value)
    {
        page.Text(name).Text(".1:").Text(tags).Raw((byte)':').Text(TypeName(value.Type)).Raw((byte)':');
        Plain(page, value);
    }

    /// <summary>The members from <c>field</c> on, without the braces around them.</summary>
    public static void Json(TextPage page, int position, string name, string tags, in StatValue value)
    {
        page.Text("\"field\":{\"pos\":").Number(position).Text(",\"name\":\"").Text(name).Text("\"},\"processNum\":1,\"tags\":{\"origin\":\"").Text(Origin(tags[0]))
            .Text("\",\"nature\":\"").Text(Nature(tags[1])).Text("\",\"scope\":\"").Text(tags[2] == 'S' ? "Service" : "Process")
            .Text("\"},\"value\":{\"type\":\"").Text(TypeName(value.Type)).Text("\",\"value\":");
        if (value.Type == StatType.Text)
        {
            JsonText(page, value.Text);
        }
        else
        {
            page.Number(value.Number);
        }

        page.Raw((byte)'}');
    }

    /// <summary>A string of JSON, with its quotes; bytes beyond ASCII stand for the characters U+0080 to U+00FF.</summary>
    public static void JsonText(TextPage page, ReadOnlySpan<char> text)
    {
        const char Printable = ' ';
        page.Raw((byte)'"');
        foreach (char c in text)
        {
            switch (c)
            {
                case '"' or '\\':
                    page.Raw((byte)'\\').Raw((byte)c);
                    break;
                case < Printable or > '~':
                    page.Text("\\u00").Raw(Digit(c >> 4)).Raw(Digit(c));
                    break;
                default:
                    page.Raw((byte)c);
                    break;
            }
        }

        page.Raw((byte)'"');
    }

    private static byte Digit(int value) => "0123456789abcdef"u8[value & 15];

    private static string TypeName(StatType type) => type switch
    {
        StatType.U32 => "u32",
        StatType.S32 => "s32",
        StatType.U64 => "u64",
        _ => "str",
    };

    private static string Origin(char letter) => letter switch
    {
        'M' => "Metric",
        'S' => "Status",
        'K' => "Key",
        'C' => "Config",
        _ => "Product",
    };

    private static string Nature(char letter) => letter switch
    {
        'G' => "Gauge",
        'L' => "Limit",
        'm' => "Min",
        'M' => "Max",
        'R' => "Rate",
        'C' => "Counter",
        'D' => "Duration",
        'A' => "Age",
        'T' => "Time",
        'N' => "Name",
        'a' => "Avg",
        _ => "Output",
    };
}
