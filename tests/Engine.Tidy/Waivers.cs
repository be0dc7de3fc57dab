using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Engine.Tidy.Rules;
using Engine.Tidy.Sources;

namespace Engine.Tidy;

/// <summary>
/// waivers.txt: one line per known breach, <c>rule path subject reason...</c>; <c>#</c> begins a comment. The line <c>count N</c> is the
/// ratchet: it equals the number of waivers and is only ever lowered.
/// </summary>
internal sealed record Waivers(int Count, IReadOnlyList<Waiver> All)
{
    public static Waivers OfRepository() =>
        Parse(File.ReadAllText(Path.Combine(SourceTree.FindTop(), "tests", "Engine.Tidy", "waivers.txt")));

    public static Waivers Parse(string text)
    {
        int count = 0;
        var all = new List<Waiver>();
        foreach (string line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            string[] words = line.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words is ["count", var number])
            {
                count = int.Parse(number);
            }
            else if (words is [var rule, var path, var subject, var reason])
            {
                all.Add(new Waiver(rule, path, subject, reason));
            }
            else
            {
                throw new FormatException("A waiver is 'rule path subject reason...', not: " + line);
            }
        }

        return new Waivers(count, all);
    }

    public IReadOnlyList<Finding> NotWaived(IEnumerable<Finding> findings) => [.. findings.Where(finding => !All.Any(waiver => waiver.Covers(finding)))];

    public IReadOnlyList<Waiver> NotNeeded(IReadOnlyCollection<Finding> findings) => [.. All.Where(waiver => !findings.Any(waiver.Covers))];
}
