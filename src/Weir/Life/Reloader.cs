using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Engine.Config;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy;
using Engine.Proxy.Plan;
using Engine.Stages;
using Weir.Invocation;

namespace Weir.Life;

/// <summary>
/// Reads the configuration again and puts it into the place of the one in use; a configuration with errors changes nothing. Called from
/// the thread that waits for signals and from the runtime API, one at a time.
/// </summary>
internal sealed class Reloader(Options options, ProxyEngine engine)
{
    private readonly object _gate = new();

    /// <summary>Times that a reload succeeded.</summary>
    public int Count { get; private set; }

    /// <summary>Times that the configuration in use stayed.</summary>
    public int Failed { get; private set; }

    /// <summary>False: the configuration in use stays. Findings, and what has changed, are written to <paramref name="report"/>.</summary>
    public bool TryReload(TextWriter report)
    {
        lock (_gate)
        {
            ProxyPlan old = engine.Plan;
            if (TryRead(old, report) is not { } plan || !engine.TryReload(plan, report))
            {
                Failed++;
                report.WriteLine("[ERROR] not reloaded: the configuration in use stays");
                return false;
            }

            Count++;
            foreach (string line in new PlanDifference(old, plan).Lines)
            {
                report.WriteLine("[NOTICE] reloaded: " + line);
            }

            foreach (string line in new ReloadLosses(old, plan).Lines)
            {
                report.WriteLine("[WARNING] reloaded: " + line);
            }

            return true;
        }
    }

    private ProxyPlan? TryRead(ProxyPlan old, TextWriter report)
    {
        var diagnostics = new DiagnosticBag();
        Configuration configuration = ConfigurationSource.Read(options, diagnostics);
        ProxyPlan? plan = null;
        if (diagnostics.Errors == 0 && IsPossible(old.Global, configuration.Global, report) && TryFit(configuration, report))
        {
            plan = PlanCompiler.Compile(configuration, BuiltInStages.Catalog, diagnostics, old);
        }

        new DiagnosticRenderer(report, useColours: false, options.ShowDiagnostics).Write(diagnostics);
        if (diagnostics.Warnings > 0 && (options.WarningsAreFatal || configuration.Global.ZeroWarning))
        {
            report.WriteLine("[ERROR] there are warnings, and none is allowed");
            return null;
        }

        return plan;
    }

    private bool TryFit(Configuration configuration, TextWriter report)
    {
        int? maxConn = DescriptorLimits.Fit(configuration, engine.LoopCount, report);
        new StartupOverrides(maxConn, null, NoSplice: false, NoReusePort: false).ApplyTo(configuration);
        return maxConn is not null;
    }

    /// <summary>Buffers and threads are made once, and OpenSSL looks for its parts once: what they depend on needs a new process.</summary>
    private static bool IsPossible(GlobalConfig old, GlobalConfig wanted, TextWriter report)
    {
        bool possible = true;
        foreach ((string name, object? before, object? after, bool refuses) in Fixed(old, wanted))
        {
            if (Equals(before, after))
            {
                continue;
            }

            possible &= !refuses;
            string severity = refuses ? "ERROR" : "WARNING";
            report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{severity}] global: '{name}' was {before ?? "not set"} when this process was started, and cannot become {after ?? "unset"} in it"));
            report.WriteLine("  help: restart, or start a new process with -sf and the pid of this one");
        }

        return possible;
    }

    private static IEnumerable<(string Name, object? Before, object? After, bool Refuses)> Fixed(GlobalConfig old, GlobalConfig wanted) =>
    [
        ("tune.bufsize", old.Tune.BufSize, wanted.Tune.BufSize, true),
        ("tune.http.maxhdr", old.Tune.HttpMaxHdr, wanted.Tune.HttpMaxHdr, true),
        ("ssl-provider", Listed(old.Tls.Providers), Listed(wanted.Tls.Providers), true),
        ("ssl-provider-path", old.Tls.ProviderPath, wanted.Tls.ProviderPath, true),
        ("ssl-propquery", old.Tls.PropertyQuery, wanted.Tls.PropertyQuery, true),
        ("nbthread", old.NbThread, wanted.NbThread, false),
        ("thread-hard-limit", old.ThreadHardLimit, wanted.ThreadHardLimit, false),
        ("chroot", old.Chroot, wanted.Chroot, false),
        ("user", old.User, wanted.User, false),
        ("group", old.Group, wanted.Group, false),
    ];

    /// <summary>Null for none.</summary>
    private static string? Listed(IReadOnlyList<string> words) => words.Count == 0 ? null : string.Join(", ", words);
}
