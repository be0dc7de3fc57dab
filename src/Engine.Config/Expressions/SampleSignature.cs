using System.Collections.Generic;

namespace Engine.Config.Expressions;

/// <summary>What a fetch or converter takes and yields.</summary>
/// <param name="Input">What a converter is applied to; null for a fetch.</param>
/// <param name="Output">Null for a converter that yields the type it was given.</param>
/// <param name="Arguments">Type words in order: "string", "integer", "backend", "table" ...</param>
/// <param name="Required">How many of them must be written.</param>
internal sealed record SampleSignature(string Name, SampleKind? Input, SampleKind? Output, IReadOnlyList<string> Arguments, int Required)
{
    /// <summary>How to write it: <c>word(integer,string[,integer])</c>.</summary>
    public string Usage { get; private init; } = Name;

    /// <summary>Reads <c>name(required,types[,optional,types])</c>, the form of the tables.</summary>
    public static SampleSignature Parse(string text, SampleKind? input, SampleKind? output)
    {
        int open = text.IndexOf('(');
        if (open < 0)
        {
            return new SampleSignature(text, input, output, [], 0);
        }

        string inside = text[(open + 1)..^1];
        int optional = inside.IndexOf('[');
        string[] types = inside.Replace("[", "").Replace("]", "").Split(',');
        int required = optional < 0 ? types.Length : optional == 0 ? 0 : inside[..optional].Split(',').Length;
        while (required > 0 && DefaultsToCurrent(types[required - 1]))
        {
            required--;
        }

        return new SampleSignature(text[..open], input, output, types, required) { Usage = text };
    }

    /// <summary>A proxy or table left out means the one the rule stands in.</summary>
    private static bool DefaultsToCurrent(string type) => type is "backend" or "frontend" or "table";
}
