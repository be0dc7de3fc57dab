using System;
using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Keywords;
using Engine.Config.Known;
using Engine.Config.Model;

namespace Engine.Config.Manual;

/// <summary>The whole language as a manual: every row of every table.</summary>
public static class LanguageManual
{
    private const string NotYet = "known, not supported yet";

    /// <summary>Every word of the language, by kind and in the order of its table.</summary>
    /// <param name="vocabulary">What stages bring: which actions, fetches, converters and aliases work.</param>
    public static IReadOnlyList<ManualEntry> All(Vocabulary vocabulary)
    {
        var entries = new List<ManualEntry>(1500);
        AddKeywords(entries, Tables.Global);
        AddKeywords(entries, Tables.Proxy);
        AddKeywords(entries, RingKeywords.Table);
        AddKeywords(entries, UserListBuilder.Table);
        AddKeywords(entries, HttpErrorsBuilder.Table);
        AddKeywords(entries, PeersKeywords.Table);
        AddKeywords(entries, ResolversKeywords.Table);
        AddKeywords(entries, CacheKeywords.Table);
        AddKeywords(entries, MailKeywords.Table);
        AddKeywords(entries, CrtStoreKeywords.Table);
        AddKeywords(entries, LogProfileKeywords.Table);
        AddOptions(entries, BindOptions.Table, ManualKind.BindOption, "the options of 'bind' lines");
        AddOptions(entries, ServerOptions.Table, ManualKind.ServerOption, "the options of 'server' and 'default-server' lines");
        AddActions(entries, vocabulary);
        AddSamples(entries, ManualKind.Fetch, SampleCatalog.Fetches, vocabulary.SampleFetches);
        AddSamples(entries, ManualKind.Converter, SampleCatalog.Converters, vocabulary.Converters);
        AddAliases(entries, vocabulary);
        return entries;
    }

    /// <summary>The words that begin a section and are supported.</summary>
    public static IReadOnlyList<string> Sections { get; } = ["global", "defaults", "frontend", "backend", "listen", "ring", "userlist", "http-errors", "peers", "resolvers", "cache", "mailers", "crt-store", "log-profile"];

    private static void AddKeywords<TTarget>(List<ManualEntry> entries, KeywordTable<TTarget> table)
    {
        foreach (Keyword<TTarget> keyword in table.All)
        {
            string? reservation = ReservationOf(keyword);
            entries.Add(new ManualEntry(ManualKind.Keyword, keyword.Name, UsageOf(keyword), SectionTexts.Of(keyword.Sections), SummaryOf(keyword))
            {
                Reservation = reservation,
                Example = reservation is null ? Example(keyword.Name, keyword.Sections, keyword.Grammar) : "",
            });
        }
    }

    private static void AddOptions<TTarget>(List<ManualEntry> entries, KeywordTable<TTarget> table, ManualKind kind, string places)
    {
        foreach (Keyword<TTarget> keyword in table.All)
        {
            string? reservation = ReservationOf(keyword);
            string line = kind == ManualKind.BindOption ? "frontend web\n    bind :80 " : "backend app\n    server one 192.0.2.10:80 ";
            string? option = keyword.Name is "namespace" or "shard" or "accept-netscaler-cip" or "expose-fd" or "level" or "severity-output" ? null : ManualExamples.OptionOf(keyword.Name, kind) ?? ExampleWriter.Write(keyword.Name, keyword.Grammar);
            entries.Add(new ManualEntry(kind, keyword.Name, UsageOf(keyword), places, SummaryOf(keyword))
            {
                Reservation = reservation,
                Example = reservation is null && option is not null ? line + option : "",
            });
        }
    }

    private static void AddActions(List<ManualEntry> entries, Vocabulary vocabulary)
    {
        foreach (RuleAction action in RuleActions.All)
        {
            var places = new List<string>();
            bool works = false;
            foreach ((Ruleset ruleset, string keyword) in RuleKeywords.Rulesets)
            {
                if ((action.Rulesets & RuleAction.SetOf(ruleset)) != 0)
                {
                    bool here = vocabulary.Actions.TryGetValue(keyword, out IReadOnlyCollection<string>? names) && Vocabulary.Has(names, action.Name);
                    works |= here;
                    if (here || !works)
                    {
                        places.Add(keyword);
                    }
                }
            }

            string? written = ManualExamples.ActionOf(action.Name) ?? ExampleWriter.Write(action.Name, action.Grammar);
            entries.Add(new ManualEntry(ManualKind.Action, action.Name, action.Grammar.IsFree ? action.Name + " ..." : action.Grammar.Usage(action.Name), string.Join(", ", places), action.Summary)
            {
                Reservation = works ? null : NotYet,
                Example = works && written is not null ? $"frontend web\n    {places[^1]} {written}" : "",
            });
        }
    }

    private static void AddSamples(List<ManualEntry> entries, ManualKind kind, IReadOnlyDictionary<string, SampleSignature> catalog, IReadOnlyCollection<string> present)
    {
        var works = new HashSet<string>(present, StringComparer.Ordinal);
        foreach (SampleSignature signature in catalog.Values)
        {
            string yields = signature.Output is { } output ? $"yields {TextOf(output)}" : "yields the type it is given";
            string places = kind == ManualKind.Fetch ? yields : $"takes {TextOf(signature.Input ?? SampleKind.Any)}, {yields}";
            string arguments = ExampleWriter.Arguments(signature);
            string expression = kind == ManualKind.Fetch ? signature.Name + arguments : $"{ManualExamples.SourceFor(signature.Input)},{signature.Name}{arguments}";
            entries.Add(new ManualEntry(kind, signature.Name, signature.Usage, places, "")
            {
                Reservation = works.Contains(signature.Name) ? null : NotYet,
                Example = works.Contains(signature.Name) ? $"frontend web\n    {ManualExamples.RuleFor(signature.Name)} %[{expression}]" : "",
            });
        }
    }

    private static void AddAliases(List<ManualEntry> entries, Vocabulary vocabulary)
    {
        foreach (string name in LogAliases.All)
        {
            bool works = Vocabulary.Has(vocabulary.LogAliases, name);
            entries.Add(new ManualEntry(ManualKind.LogAlias, name, "%" + name, "log-format and other format strings", "")
            {
                Reservation = works ? null : NotYet,
                Example = works ? $"frontend web\n    log-format \"%ci %{name}\"" : "",
            });
        }
    }

    private static string? ReservationOf<TTarget>(Keyword<TTarget> keyword) => keyword.Standing switch
    {
        Standing.Known => NotYet,
        Standing.Hint => $"accepted, has no effect: {keyword.Reason}",
        Standing.Obsolete => $"obsolete: {keyword.Advice}",
        Standing.Removed => $"no longer part of the language: {keyword.Advice}",
        _ => null,
    };

    private static string SummaryOf<TTarget>(Keyword<TTarget> keyword) => keyword.Standing is Standing.Obsolete or Standing.Removed ? "" : keyword.Summary;

    private static string UsageOf<TTarget>(Keyword<TTarget> keyword) => keyword.Grammar.IsFree ? keyword.Name + " ..." : keyword.Grammar.Usage(keyword.Name);

    private static string Example(string name, SectionSet sections, Grammar grammar)
    {
        string head = SectionTexts.HeadOf(sections);
        string? line = ManualExamples.KeywordOf(name, head) ?? ExampleWriter.Write(name, grammar);
        return line is null ? "" : $"{head}\n    {line}";
    }

    private static string TextOf(SampleKind kind) => kind switch
    {
        SampleKind.Any => "anything",
        SampleKind.Boolean => "a boolean",
        SampleKind.Integer => "an integer",
        SampleKind.Address => "an address",
        SampleKind.IPv4 => "an IPv4 address",
        SampleKind.IPv6 => "an IPv6 address",
        SampleKind.Text => "a string",
        SampleKind.Binary => "bytes",
        _ => "a method",
    };
}
