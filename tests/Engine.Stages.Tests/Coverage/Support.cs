using System;
using System.Collections.Generic;
using System.Linq;
using Engine.Config;
using Engine.Config.Model;
using Engine.Proxy.Stages;
using Engine.Stages.Tests.Stand;

namespace Engine.Stages.Tests.Coverage;

/// <summary>Which words this binary has: those with a table are looked up in it, the others are tried in a configuration.</summary>
internal static class Support
{
    private static readonly Dictionary<string, string> Files = new() { ["/list"] = "a\n" };

    /// <summary>A line for each word that is no row of any table.</summary>
    private static readonly Dictionary<string, string> Lines = new(StringComparer.Ordinal)
    {
        ["acl-flag -i"] = "acl x req.hdr(a) -i b",
        ["acl-flag -f"] = "acl x req.hdr(a) -f /list",
        ["acl-flag -m"] = "acl x req.hdr(a) -m str b",
        ["acl-flag -M"] = "acl x req.hdr(a) -M -f /list",
        ["acl-flag -n"] = "acl x src -n 192.0.2.1",
        ["acl-flag -u"] = "acl x req.hdr(a) -u 7 b",
        ["acl-flag --"] = "acl x req.hdr(a) -- -b",
        ["acl-match found"] = "acl x req.hdr(a) -m found",
        ["acl-match bool"] = "acl x req.hdr(a) -m bool",
        ["acl-match int"] = "acl x req.hdr(a) -m int 1",
        ["acl-match ip"] = "acl x req.hdr(a) -m ip 192.0.2.0/24",
        ["acl-match bin"] = "acl x req.hdr(a) -m bin 00ff",
        ["acl-match len"] = "acl x req.hdr(a) -m len 1",
        ["acl-operator eq"] = "acl x dst_port eq 1",
        ["acl-operator ge"] = "acl x dst_port ge 1",
        ["acl-operator gt"] = "acl x dst_port gt 1",
        ["acl-operator le"] = "acl x dst_port le 1",
        ["acl-operator lt"] = "acl x dst_port lt 1",
        ["acl-cond if"] = "http-request deny if { dst_port 1 }",
        ["acl-cond unless"] = "http-request deny unless { dst_port 1 }",
        ["acl-cond !"] = "http-request deny if !{ dst_port 1 }",
        ["acl-cond { }"] = "http-request deny if { dst_port 1 }",
        ["acl-cond or"] = "http-request deny if { dst_port 1 } or { dst_port 2 }",
        ["acl-cond ||"] = "http-request deny if { dst_port 1 } || { dst_port 2 }",
        ["acl-cond (implicit and)"] = "http-request deny if { dst_port 1 } { dst_port 2 }",
        ["acl-keyword payload"] = "acl x payload(0,1) 00",
        ["acl-keyword payload_lv"] = "acl x payload_lv(0,1) 00",
        ["acl-keyword http_auth_group"] = "acl x http_auth_group(people) staff",
        ["log-arg len"] = "log 127.0.0.1 len 2048 local0",
        ["log-arg format"] = "log 127.0.0.1 format raw local0",
        ["log-arg sample"] = "log 127.0.0.1 sample 1:2 local0",
        ["log-arg profile"] = "log 127.0.0.1 profile x local0",
        ["log-target <ip>[:port]"] = "log 127.0.0.1:514 local0",
        ["log-target /path"] = "log /dev/log local0",
        ["log-target fd@N"] = "log fd@2 local0",
        ["log-target stdout"] = "log stdout local0",
        ["log-target stderr"] = "log stderr local0",
        ["log-target ring@name"] = "log ring@ring local0",
        ["log-target tcp@,tcp4@,tcp6@,uxst@"] = "log tcp@127.0.0.1:514 local0",
        ["log-target udp@,udp4@,udp6@,uxdg@"] = "log udp@127.0.0.1:514 local0",
        ["log-facility local0"] = "log 127.0.0.1 local0",
        ["log-facility kern user mail daemon auth syslog lpr news uucp cron auth2 ftp ntp audit alert cron2 local1-local7"] = "log 127.0.0.1 audit",
        ["log-level emerg alert crit err warning notice info debug"] = "log 127.0.0.1 local0 notice",
        ["log-flag Q"] = "log-format %{+Q}HM",
        ["log-flag X"] = "log-format %{+X}ci",
        ["log-flag E"] = "log-format %{+E}HM",
        ["log-flag json"] = "log-format %{+json}o%(a)HM",
        ["log-alias %o"] = "log-format %{+Q}o%HM",
        ["log-syntax %[expr]"] = "log-format %[src]",
        ["log-syntax %{flags}alias"] = "log-format %{+Q}HM",
        ["log-syntax %%"] = "log-format %%",
        ["log-syntax %(name:type)alias"] = "log-format %(a:str)HM",
        ["var-scope proc sess txn req res"] = "http-request set-var(txn.a) src",
    };

    private static StageCatalog Catalog => BuiltInStages.Catalog;

    public static bool Has(LanguageRow row) => row.Kind switch
    {
        "sample-fetch" => Catalog.FetchOf(row.Name) is not null,
        "converter" => Catalog.ConverterOf(row.Name) is not null,
        "log-alias" => Lines.TryGetValue(row.ToString(), out string? line) ? Accepts(line) : Catalog.AliasOf(row.Name[1..]) is not null,
        "action" => HasAction(row),
        "acl-keyword" => Accepts(Lines.GetValueOrDefault(row.ToString()) ?? $"acl x {row.Name} 1"),
        "acl-match" => Accepts(Lines.GetValueOrDefault(row.ToString()) ?? $"acl x req.hdr(a) -m {row.Name} b"),
        "predefined-acl" => Accepts($"http-request deny if {row.Name}"),
        "log-format-hdr" => Accepts($"log 127.0.0.1 format {row.Name} local0"),
        _ => Accepts(Lines[row.ToString()]),
    };

    /// <summary>In every ruleset that the language allows. A star stands for any number.</summary>
    private static bool HasAction(LanguageRow row) => Enum.GetValues<Ruleset>()
        .Where(ruleset => row.Where.Split(',').Contains(Vocabulary.KeywordOf(ruleset)))
        .All(ruleset => Catalog.ActionOf(row.Name.Replace("*", "2", StringComparison.Ordinal), ruleset) is not null);

    private static bool Accepts(string line)
    {
        const string Sections = "userlist people\n user alice insecure-password x\nring ring\n size 16384\n server s 127.0.0.1:514\n";
        bool needsSections = line.Contains("people", StringComparison.Ordinal) || line.Contains("ring@", StringComparison.Ordinal);
        return !SampleStand.Diagnose(line, needsSections ? Sections : "", files: Files).Contains("[ERROR]", StringComparison.Ordinal);
    }
}
