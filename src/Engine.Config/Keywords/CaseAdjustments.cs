using System;
using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>h1-case-adjust FROM TO</c> and <c>h1-case-adjust-file FILE</c>: names of fields as some clients or servers want them.</summary>
internal static class CaseAdjustments
{
    public static void Build(GlobalBuilder global, KeywordCall call)
    {
        (string from, string to) = (call.Text(), call.Values[1].Text);
        if (IsMistaken(from, to) is { } mistake)
        {
            call.Error(call.Values[1].Word, mistake, $"write the same name twice: h1-case-adjust {from} {from}");
            return;
        }

        global.FieldNames.Add(to);
    }

    public static void BuildFile(GlobalBuilder global, KeywordCall call)
    {
        string path = call.Text();
        if (!call.Context.Files.TryRead(path, out byte[] content, out string reason))
        {
            call.Error(call.Values[0].Word, $"'{path}' cannot be read: {reason}", "name a file with two names on each line: as they come, and as they are to be written");
            return;
        }

        int number = 0;
        foreach (string line in ByteText.FromBytes(content).Split('\n'))
        {
            number++;
            string[] names = line.Trim().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (names.Length == 0 || names[0].StartsWith('#'))
            {
                continue;
            }

            string? mistake = names.Length == 2 ? IsMistaken(names[0], names[1]) : "two names are expected";
            if (mistake is not null)
            {
                call.Error(call.Values[0].Word, $"{path}:{number}: {mistake}");
                return;
            }

            global.FieldNames.Add(names[1]);
        }
    }

    private static string? IsMistaken(string from, string to) =>
        string.Equals(from, to, StringComparison.OrdinalIgnoreCase) ? null : $"'{from}' and '{to}' differ in more than their case";
}
