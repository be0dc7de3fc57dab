using System;
using System.Collections.Generic;
using Engine.Proxy.Samples;
using Engine.Stages.Regexes;

namespace Engine.Stages.Converters;

/// <summary><c>regsub</c>: what matches becomes something else, as with sed's <c>s///</c> (CFG 7.3.1 regsub).</summary>
internal sealed class RegsubConverter(RegexSubstitution substitution) : SampleConverter
{
    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        new("regsub", "Replaces what matches a regular expression: the first match, or with 'g' all; 'i' ignores case.", SampleType.Text, Create),
    ];

    public override bool TryConvert(in SampleContext context, ref Sample sample) => substitution.TryApply(context.Scratch, ref sample);

    private static RegsubConverter? Create(SampleCallArguments call)
    {
        string flags = call.Text(2);
        if (flags.AsSpan().ContainsAnyExcept('i', 'g'))
        {
            call.Error($"'{flags}' are no flags of 'regsub'", "write i to ignore case, g to replace every match, or both");
            return null;
        }

        bool everywhere = flags.Contains('g', StringComparison.Ordinal);
        if (ByteRegex.TryCreate(call.Text(0), flags.Contains('i', StringComparison.Ordinal), out ByteRegex? regex, out string? error))
        {
            return new RegsubConverter(new RegexSubstitution(regex, SubstitutionPart.Read(call.Bytes(1)), everywhere));
        }

        call.Error($"'{call.Text(0)}' cannot be used as regular expression: {error}");
        return null;
    }
}
