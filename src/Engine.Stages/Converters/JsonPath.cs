using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Text;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>
/// The JSONPath that has one answer (RFC 9535): <c>$</c>, <c>.name</c>, <c>['name']</c> and <c>[0]</c>; a dot in a name is written <c>\.</c>.
/// </summary>
internal sealed class JsonPath
{
    private readonly JsonStep[] _steps;

    private JsonPath(JsonStep[] steps) => _steps = steps;

    internal ReadOnlySpan<JsonStep> Steps => _steps;

    /// <summary>A member of the outermost object.</summary>
    internal static JsonPath Member(string name) => new([new JsonStep(ByteText.ToBytes(name), 0)]);

    /// <summary>Null after an error.</summary>
    internal static JsonPath? Read(SampleCallArguments call, int index)
    {
        string text = call.Text(index);
        List<JsonStep> steps = [];
        int at = 1;
        bool good = text.StartsWith('$');
        while (good && at < text.Length)
        {
            good = text[at] == '.' ? TryName(text, ref at, steps) : text[at] == '[' && TryBracket(text, ref at, steps);
        }

        if (good)
        {
            return new JsonPath([.. steps]);
        }

        call.Error($"'{text}' is no path that '{call.Name}' can follow", "write it as $.name.list[0]['other name'], with \\. for a dot in a name; wildcards, filters and '..' have no single answer");
        return null;
    }

    private static bool TryName(string text, ref int at, List<JsonStep> steps)
    {
        int start = ++at;
        while (at < text.Length && text[at] is not ('.' or '[' or '*'))
        {
            at += text[at] == '\\' ? 2 : 1;
        }

        at = Math.Min(at, text.Length);
        string name = text[start..at].Replace("\\.", ".", StringComparison.Ordinal).Replace("\\[", "[", StringComparison.Ordinal);
        steps.Add(new JsonStep(ByteText.ToBytes(name), 0));
        return name.Length > 0;
    }

    private static bool TryBracket(string text, ref int at, List<JsonStep> steps)
    {
        int start = at + 1;
        char quote = start < text.Length ? text[start] : '\0';
        int end = quote is '\'' or '"' ? text.IndexOf($"{quote}]", start + 1, StringComparison.Ordinal) : text.IndexOf(']', start);
        if (end < 0)
        {
            return false;
        }

        if (quote is '\'' or '"')
        {
            steps.Add(new JsonStep(ByteText.ToBytes(text[(start + 1)..end]), 0));
            at = end + 2;
            return true;
        }

        at = end + 1;
        bool good = int.TryParse(text.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out int index);
        steps.Add(new JsonStep(null, index));
        return good;
    }
}
