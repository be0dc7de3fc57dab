using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Conditions;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;
using Engine.Proxy.Samples;

namespace Engine.Stages.Commands;

/// <summary>The patterns of ACLs and the entries of maps: listed, looked up, edited, replaced as a whole (MGT 9.3).</summary>
internal static class PatternCommands
{
    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("show acl", "[[@<ver>] <acl>]", "report available acls or dump an acl's contents", ControlLevel.User, static call => Show(call, PatternWords.Acl)),
        new("show map", "[[@<ver>] <map>]", "report available maps or dump a map's contents", ControlLevel.User, static call => Show(call, PatternWords.Map)),
        new("get acl", "<acl> <value>", "report the patterns matching a sample for an ACL", ControlLevel.User, static call => Get(call, PatternWords.Acl)),
        new("get map", "<map> <value>", "report the keys and values matching a sample for a map", ControlLevel.User, static call => Get(call, PatternWords.Map)),
        new("add acl", "[@<ver>] <acl> <pattern>", "add an acl entry", ControlLevel.Operator, static call => Add(call, PatternWords.Acl)),
        new("add map", "[@<ver>] <map> <key> <val>", "add a map entry (payload supported instead of key/val)", ControlLevel.Operator, static call => Add(call, PatternWords.Map)),
        new("del acl", "<acl> [<key>|#<ref>]", "delete acl entries matching <key>", ControlLevel.Operator, static call => Delete(call, PatternWords.Acl)),
        new("del map", "<map> [<key>|#<ref>]", "delete map entries matching <key>", ControlLevel.Operator, static call => Delete(call, PatternWords.Map)),
        new("set map", "<map> [<key>|#<ref>] <value>", "modify a map entry", ControlLevel.Operator, Set),
        new("clear acl", "[@<ver>] <acl>", "clear the contents of this acl", ControlLevel.Operator, static call => Clear(call, PatternWords.Acl)),
        new("clear map", "[@<ver>] <map>", "clear the contents of this map", ControlLevel.Operator, static call => Clear(call, PatternWords.Map)),
        new("prepare acl", "<acl>", "prepare a new version for atomic ACL replacement", ControlLevel.Operator, static call => Prepare(call, PatternWords.Acl)),
        new("prepare map", "<map>", "prepare a new version for atomic map replacement", ControlLevel.Operator, static call => Prepare(call, PatternWords.Map)),
        new("commit acl", "@<ver> <acl>", "commit the ACL at this version", ControlLevel.Operator, static call => Commit(call, PatternWords.Acl)),
        new("commit map", "@<ver> <map>", "commit the map at this version", ControlLevel.Operator, static call => Commit(call, PatternWords.Map)),
    ];

    private static IEnumerator<Slice>? Show(CommandCall call, PatternWords words)
    {
        if (call.Count == 0)
        {
            return List(call, words);
        }

        return PatternTarget.Find(call, words, out PatternTarget target) ? Entries(call, target) : null;
    }

    private static IEnumerator<Slice> List(CommandCall call, PatternWords words)
    {
        call.Page.Line("# id (file) description");
        foreach (PatternReference reference in call.Plan.Names.Patterns.All)
        {
            if (words.Concerns(reference))
            {
                call.Page.Number(reference.Id).Text(" (").Text(reference.File ?? "").Text(") ").Text(reference.Description).Text(". curr_ver=").Number(reference.CurrentVersion).Text(" next_ver=").Number(reference.NextVersion).Text(" entry_cnt=").Number(reference.Count).Raw((byte)'\n');
                yield return Slice.Next;
            }
        }
    }

    private static IEnumerator<Slice> Entries(CommandCall call, PatternTarget target)
    {
        foreach (PatternEntry entry in target.Reference.Entries(target.Version))
        {
            call.Page.Text("0x").Hex((ulong)entry.Id).Raw((byte)' ').Text(entry.Key);
            if (target.Reference.HasValues)
            {
                call.Page.Raw((byte)' ').Raw(entry.Value.Bytes);
            }

            call.Page.Raw((byte)'\n');
            yield return Slice.Next;
        }
    }

    private static IEnumerator<Slice>? Get(CommandCall call, PatternWords words)
    {
        if (call[0].Length == 0 || call[1].Length == 0)
        {
            return call.Refuse($"Missing {words.Title} identifier and/or key.");
        }

        if (!PatternTarget.Find(call, words, out PatternTarget target))
        {
            return null;
        }

        foreach (PatternSet set in target.Reference.Sets)
        {
            call.Page.Text("type=").Text(PatternWords.MatchName(set.Matcher.Match)).Text(", case=").Text(set.Options.IgnoreCase ? "insensitive" : "sensitive").Text(words.IsMap ? ", found=" : ", match=");
            Sample sample = default;
            sample.SetText(ByteText.ToBytes(call[1]));
            call.Place.Scratch.Clear();
            bool fits = set.Wants == SampleType.None || SampleCasts.TryCast(ref sample, set.Wants, call.Place.Scratch);
            if (!fits || set.Find(sample) is not { } entry)
            {
                call.Page.Line("no");
                continue;
            }

            call.Page.Text(words.IsMap ? "yes, idx=tree, key=\"" : "yes, idx=tree, pattern=\"").Text(entry.Key).Raw((byte)'"');
            if (words.IsMap)
            {
                call.Page.Text(", value=\"").Raw(entry.Value.Bytes).Text("\", type=\"str\"");
            }

            call.Page.Raw((byte)'\n');
        }

        return null;
    }

    private static IEnumerator<Slice>? Add(CommandCall call, PatternWords words)
    {
        int named = call[0].StartsWith('@') ? 2 : 1;
        bool isWhole = call.Payload is not null ? call.Count == named : call.Count >= named + (words.IsMap ? 2 : 1);
        if (!isWhole)
        {
            return call.Refuse(words.IsMap
                ? "'add map' expects three parameters (map identifier, key and value) or one parameter (map identifier) and a payload"
                : "'add acl' expects two parameters: ACL identifier and pattern.");
        }

        if (!PatternTarget.Find(call, words, out PatternTarget target))
        {
            return null;
        }

        return call.Payload is { } payload ? AddAll(call, target, payload) : AddOne(call, target, call[named], words.IsMap ? call.Rest(named + 1) : "");
    }

    private static IEnumerator<Slice>? AddOne(CommandCall call, PatternTarget target, string key, string value) =>
        target.Reference.TryAdd(key, value, out string? error, target.Version) ? null : call.Refuse(error!);

    private static IEnumerator<Slice> AddAll(CommandCall call, PatternTarget target, string payload)
    {
        int start = 0;
        while (start < payload.Length)
        {
            int end = payload.IndexOf('\n', start);
            string line = payload[start..(end < 0 ? payload.Length : end)].Trim();
            start = end < 0 ? payload.Length : end + 1;
            int blank = line.AsSpan().IndexOfAny(' ', '\t');
            string key = blank < 0 ? line : line[..blank];
            if (key.Length > 0 && !target.Reference.TryAdd(key, blank < 0 ? "" : line[blank..].TrimStart(), out string? error, target.Version))
            {
                call.Refuse(error!);
                yield break;
            }

            yield return Slice.Next;
        }
    }

    private static IEnumerator<Slice>? Delete(CommandCall call, PatternWords words)
    {
        if (!PatternTarget.Find(call, words, out PatternTarget target))
        {
            return null;
        }

        bool found = TryEntry(call[1], out long id) ? target.Reference.Remove(id) : target.Reference.Remove(ByteText.ToBytes(call[1])) > 0;
        return found ? null : call.Refuse("Key not found.");
    }

    private static IEnumerator<Slice>? Set(CommandCall call)
    {
        if (call.Count < 3)
        {
            return call.Refuse("'set map' expects three parameters: map identifier, key and value.");
        }

        if (!PatternTarget.Find(call, PatternWords.Map, out PatternTarget target))
        {
            return null;
        }

        bool done = TryEntry(call[1], out long id) ? target.Reference.TrySet(id, call.Rest(2), out string? error) : target.Reference.TrySet(call[1], call.Rest(2), out error);
        return done ? null : call.Refuse(error is null || error.StartsWith("there is no", StringComparison.Ordinal) ? "entry not found." : error);
    }

    private static IEnumerator<Slice>? Clear(CommandCall call, PatternWords words)
    {
        if (PatternTarget.Find(call, words, out PatternTarget target))
        {
            target.Reference.Clear(target.Version);
        }

        return null;
    }

    private static IEnumerator<Slice>? Prepare(CommandCall call, PatternWords words) =>
        PatternTarget.Find(call, words, out PatternTarget target)
            ? call.Say(CommandCall.SeverityInfo, string.Create(CultureInfo.InvariantCulture, $"New version created: {target.Reference.Prepare()}"))
            : null;

    private static IEnumerator<Slice>? Commit(CommandCall call, PatternWords words)
    {
        if (!call[0].StartsWith('@'))
        {
            return call.Refuse("Missing version number.");
        }

        if (!PatternTarget.Find(call, words, out PatternTarget target))
        {
            return null;
        }

        return target.Version is null || target.Reference.TryCommit(target.Version.Value, out _) ? null : call.Refuse("Version number out of range.");
    }

    /// <summary>"#0x1a": an entry by its number, as listings show it.</summary>
    private static bool TryEntry(string text, out long id)
    {
        id = 0;
        return text.StartsWith("#0x", StringComparison.Ordinal) && long.TryParse(text.AsSpan(3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id);
    }
}
