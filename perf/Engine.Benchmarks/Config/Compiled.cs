using System;
using Engine.Config;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Plan;
using Engine.Stages;

namespace Engine.Benchmarks.Config;

/// <summary>A haproxy.cfg given as text, read and compiled.</summary>
internal static class Compiled
{
    public static Configuration Read(string text)
    {
        var diagnostics = new DiagnosticBag();
        Configuration configuration = new ConfigReader(BuiltInStages.Catalog.ToVocabulary(), diagnostics).ReadText("benchmark.cfg", text);
        return diagnostics.All.Count == 0 ? configuration : throw Refused(diagnostics);
    }

    public static ProxyPlan Plan(string text)
    {
        var diagnostics = new DiagnosticBag();
        return PlanCompiler.Compile(Read(text), BuiltInStages.Catalog, diagnostics) ?? throw Refused(diagnostics);
    }

    private static InvalidOperationException Refused(DiagnosticBag diagnostics) => new(string.Join('\n', diagnostics.All));
}
