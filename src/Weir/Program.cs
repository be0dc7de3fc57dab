using System;
using Engine.Config;
using Engine.Config.Text;
using Engine.Proxy;
using Engine.Proxy.Plan;
using Engine.Stages;

namespace Weir;

internal static class Program
{
    private static int Main(string[] args)
    {
        DiagnosticBag diagnostics = new();
        Engine.Config.Model.Configuration configuration = ConfigReader.Read([args[^1]], BuiltInStages.Catalog.ToVocabulary(), diagnostics);
        ProxyPlan? plan = diagnostics.Errors == 0 ? PlanCompiler.Compile(configuration, BuiltInStages.Catalog, diagnostics) : null;
        new DiagnosticRenderer(Console.Error).Write(diagnostics);
        if (plan is null)
        {
            return 1;
        }

        ProxyEngine engine = new(plan, configuration.Global.NbThread ?? Environment.ProcessorCount);
        if (!engine.TryBind(Console.Error))
        {
            return 1;
        }

        engine.Start();
        engine.Join();
        return 0;
    }
}
