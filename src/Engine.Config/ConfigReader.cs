using System.Collections.Generic;
using Engine.Config.Conditions;
using Engine.Config.Keywords;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config;

/// <summary>
/// Reads a configuration: text in, records and diagnostics out. All findings of all files come from one run; what was faulty is
/// missing from the result, which may be used only while <see cref="DiagnosticBag.Errors"/> is 0.
/// </summary>
/// <param name="vocabulary">The words that stages bring.</param>
/// <param name="diagnostics">Receives every finding.</param>
public sealed class ConfigReader(Vocabulary vocabulary, DiagnosticBag diagnostics)
{
    /// <summary>What variables mean; <c>setenv</c> and its kin change it. That of the process unless set.</summary>
    public ConfigEnvironment Environment { get; init; } = ConfigEnvironment.FromProcess();

    /// <summary>What <c>.if</c> lines may ask about.</summary>
    public EngineFeatures Features { get; init; } = EngineFeatures.None;

    /// <summary>Where error pages and pattern lists come from.</summary>
    public SideFiles Files { get; init; } = SideFiles.OnDisk;

    /// <summary>Files and directories in command-line order.</summary>
    public static Configuration Read(IReadOnlyList<string> paths, Vocabulary vocabulary, DiagnosticBag diagnostics) =>
        new ConfigReader(vocabulary, diagnostics).Read(paths);

    /// <summary>Files and directories in command-line order.</summary>
    public Configuration Read(IReadOnlyList<string> paths)
    {
        var reader = new StatementReader(paths, Environment, diagnostics, Features);
        return Read(reader, reader.ReadAll());
    }

    /// <summary>A text, as if it were the file <paramref name="fileName"/>.</summary>
    public Configuration ReadText(string fileName, string text)
    {
        var reader = new StatementReader(Environment, diagnostics, Features);
        return Read(reader, reader.ReadText(fileName, text));
    }

    private Configuration Read(StatementReader reader, IEnumerable<Statement> statements)
    {
        var context = new ReadContext(vocabulary, diagnostics, Files.ForConfiguration(), reader);
        var sections = new SectionReader(context);
        string? file = null;
        foreach (Statement statement in statements)
        {
            if (file is not null && statement.File != file)
            {
                sections.EndFile();
            }

            if (file != statement.File)
            {
                DefaultPaths.CheckFile(statement, context);
            }

            file = statement.File;
            sections.Read(statement);
        }

        sections.Finish();
        var proxies = new List<ProxyConfig>();
        foreach (ProxyBuilder proxy in sections.Proxies)
        {
            ResolveLogs(proxy, sections.Global);
            proxies.Add(proxy.Proxy);
        }

        sections.Peers.ForEach(peers => peers.Finish(sections.Global.Config));
        ErrorFileImports.Resolve(sections.Proxies, sections.HttpErrors, diagnostics);
        LogProfileKeywords.Check(sections.Global.Config, [sections.Global.Config.LogTargets, .. proxies.ConvertAll(static proxy => proxy.LogTargets), .. sections.Peers.ConvertAll(static peers => peers.Peers.LogTargets)], diagnostics);
        CacheKeywords.Check(sections.Caches, sections.Proxies, diagnostics);
        MailKeywords.Check(sections.Mailers, sections.Proxies, diagnostics);
        new CrossChecks(sections.Proxies, context).Run(sections.Global.Config.Tune);
        return new Configuration { Expressions = context.Expressions, Global = sections.Global.Config, HttpErrors = sections.HttpErrors, UserLists = sections.UserLists, Peers = sections.Peers.ConvertAll(static peers => peers.Peers), Resolvers = sections.Resolvers, Caches = sections.Caches, Mailers = sections.Mailers, Proxies = proxies };
    }

    private static void ResolveLogs(ProxyBuilder proxy, GlobalBuilder global)
    {
        if (proxy.UsesGlobalLogs)
        {
            proxy.Proxy.LogTargets = [.. global.Config.LogTargets, .. proxy.LogTargets];
        }
    }
}
