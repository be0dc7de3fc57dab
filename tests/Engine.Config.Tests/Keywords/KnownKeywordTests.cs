using System;
using System.Collections.Generic;
using Engine.Config.Keywords;
using Engine.Config.Known;
using Engine.Config.Text;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary>Everything that a configuration of tiers 0 and 1 may hold is either built or refused by name.</summary>
public sealed class KnownKeywordTests
{
    [Fact]
    public void EveryNameOfTheReference_IsBuiltOrKnown()
    {
        var unknown = new List<string>();
        foreach (string row in Configured.Resource("keywords.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] cells = row.Split('\t');
            if (!IsKnown(cells[0], cells[1], cells[2]))
            {
                unknown.Add(row);
            }
        }

        Assert.Empty(unknown);
    }

    /// <summary>What every operator writes is never answered with "not supported yet": it works, or is refused with the reason.</summary>
    [Fact]
    public void EveryNameOfTheReference_WorksOrIsRefusedWithAReason()
    {
        var missing = new List<string>();
        foreach (string row in Configured.Resource("keywords.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] cells = row.Split('\t');
            if (!IsDecided(cells[0], cells[1]))
            {
                missing.Add(row);
            }
        }

        Assert.Empty(missing);
    }

    [Fact]
    public void EveryRow_SaysWhatItIsFor_AndHowFarItIs()
    {
        foreach (Keyword<GlobalBuilder> keyword in Tables.Global.All)
        {
            Judge(keyword);
        }

        foreach (Keyword<ProxyBuilder> keyword in Tables.Proxy.All)
        {
            Judge(keyword);
        }

        static void Judge<TTarget>(Keyword<TTarget> keyword)
        {
            Assert.False(string.IsNullOrWhiteSpace(keyword.Summary), keyword.Name);
            Assert.NotEqual(SectionSet.None, keyword.Sections);
            Assert.True(keyword.Standing is Standing.Known || (keyword.Build is null) == (keyword.Standing is Standing.Removed or Standing.Hint), keyword.Name);
            Assert.Equal(keyword.Standing == Standing.Hint, keyword.Reason is not null);
            Assert.Equal(keyword.Standing is Standing.Obsolete or Standing.Removed, keyword.Advice is not null);
        }
    }

    [Fact]
    public void SeedConfiguration_ReportsExactlyWhatIsNotSupportedYet()
    {
        Configured read = Configured.Read(Configured.Resource("seed.cfg"), files: SeedFiles());
        var lines = new SortedSet<int>();
        foreach (Diagnostic finding in read.Findings)
        {
            if (finding.Severity == Severity.Warning)
            {
                // The monitor answers before any http-request rule is read, although it stands behind one.
                Assert.Equal(41, finding.Where.Line);
                Assert.Contains("'monitor fail' rule stands behind", finding.Message, StringComparison.Ordinal);
                continue;
            }

            Assert.Equal(Severity.Error, finding.Severity);
            Assert.EndsWith("known, but not supported yet", finding.Message, StringComparison.Ordinal);
            Assert.True(lines.Add(finding.Where.Line), $"two findings about line {finding.Where.Line}");
        }

        Assert.Equal(
            [6, 10, 12, 37, 38, 39, 41, 42, 43, 44, 45, 58, 59],
            lines);
        Assert.Equal(10, read.Find("web-svr").Servers.Count);
        Assert.Equal(7, read.Find("web-svr").ErrorReplies.Count);
        Assert.Equal("/monitor", read.Find("www").MonitorUri);
    }

    private static Dictionary<string, byte[]> SeedFiles()
    {
        var files = new Dictionary<string, byte[]> { ["/etc/haproxy/deny_useragent.list"] = "# robots\nbadbot\n"u8.ToArray() };
        foreach (int status in (int[])[400, 403, 408, 500, 502, 503, 504])
        {
            files[$"/etc/haproxy/errors/{status}.http"] = ByteText.ToBytes($"HTTP/1.0 {status} Error\r\nConnection: close\r\n\r\nError\n");
        }

        return files;
    }

    private static bool IsKnown(string kind, string name, string where) => kind switch
    {
        "global" => Tables.Global.Get(name) is not null || Tables.Global.Followers(name).Count > 0,
        "section" => name is "global" or "defaults" or "frontend" or "backend" or "listen" or "ring" or "userlist" or "http-errors" or "resolvers" or "cache" || ((HashSet<string>)SectionNames.KnownOnly).Contains(name),
        "bind-option" => BindOptions.Table.Get(name) is not null,
        "server-option" => ServerOptions.Table.Get(name) is not null,
        "action" => IsKnownAction(name, where),
        _ => Tables.Proxy.Get(name) is not null || Tables.Proxy.Followers(name).Count > 0,
    };

    /// <summary>Actions are stages: which of them are built is asked where those are.</summary>
    private static bool IsDecided(string kind, string name) => kind switch
    {
        "action" => true,
        "global" => IsDecided(Tables.Global, name),
        "section" => !((HashSet<string>)SectionNames.KnownOnly).Contains(name),
        "bind-option" => IsDecided(BindOptions.Table, name),
        "server-option" => IsDecided(ServerOptions.Table, name),
        _ => IsDecided(Tables.Proxy, name),
    };

    /// <summary>A name of several keywords ("compression") is decided when all of them are.</summary>
    private static bool IsDecided<TTarget>(KeywordTable<TTarget> table, string name)
    {
        bool found = false;
        foreach (Keyword<TTarget> keyword in table.All)
        {
            if (keyword.Name == name || keyword.Name.StartsWith(name + " ", StringComparison.Ordinal))
            {
                found = true;
                if (keyword.Standing == Standing.Known)
                {
                    return false;
                }
            }
        }

        return found;
    }

    private static bool IsKnownAction(string name, string where)
    {
        foreach ((Engine.Config.Model.Ruleset ruleset, string keyword) in RuleKeywords.Rulesets)
        {
            bool isWritten = Array.IndexOf(where.Split(','), keyword) >= 0;
            RulesetSet known = RuleActions.Find(name)?.Rulesets ?? RulesetSet.None;
            if (isWritten && (known & RuleAction.SetOf(ruleset)) == 0)
            {
                return false;
            }
        }

        return true;
    }
}
