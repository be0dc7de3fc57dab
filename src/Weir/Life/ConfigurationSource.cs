using Engine.Config;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Stages;
using Weir.Demo;
using Weir.Invocation;

namespace Weir.Life;

/// <summary>Where the configuration comes from: the files of the command line, or the demo's own text; and what the command line says above them.</summary>
internal static class ConfigurationSource
{
    public static Configuration Read(Options options, DiagnosticBag diagnostics)
    {
        var reader = new ConfigReader(BuiltInStages.Catalog.ToVocabulary(), diagnostics) { Features = Features.Of(options) };
        Configuration configuration = options.Purpose == Purpose.Demo
            ? reader.ReadText(DemoConfiguration.FileName, DemoConfiguration.Text(options.DemoPort))
            : reader.Read(options.Files);
        new StartupOverrides(options.MaxConn, options.ProxyMaxConn, options.NoSplice, options.NoReusePort) { LocalPeer = options.LocalPeer }.ApplyTo(configuration);
        return configuration;
    }
}
