using System;
using System.Collections.Generic;
using Engine.Config;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Stages;
using Engine.Stages.Logs;
using Weir.Demo;
using Weir.Invocation;

namespace Weir.Life;

/// <summary>Where the configuration comes from: the files of the command line, or the demo's own text; and what the command line says above them.</summary>
internal static class ConfigurationSource
{
    public static Configuration Read(Options options, DiagnosticBag diagnostics)
    {
        var reader = new ConfigReader(BuiltInStages.Catalog.ToVocabulary(), diagnostics) { Features = Features.Of(options) };
        foreach ((string name, string format) in LogFormatVariables.All)
        {
            reader.Environment.Set(name, format);
        }

        Configuration configuration = options.Purpose == Purpose.Demo
            ? reader.ReadText(DemoConfiguration.FileName, DemoConfiguration.Text(options.DemoPort))
            : reader.Read(options.Files);
        new StartupOverrides(options.MaxConn, options.ProxyMaxConn, options.NoSplice, options.NoReusePort) { LocalPeer = options.LocalPeer, NoServerVerify = options.NoServerVerify, StartsWithoutAddresses = options.StartsWithoutAddresses, MasterSockets = MasterSockets(options, diagnostics) }.ApplyTo(configuration);
        return configuration;
    }

    /// <summary><c>-S ADDRESS[,OPTION...]</c>, read as the <c>stats socket</c> line that it stands for; its clients may do everything unless it says otherwise.</summary>
    private static IReadOnlyList<ControlSocketConfig> MasterSockets(Options options, DiagnosticBag diagnostics)
    {
        if (options.MasterSocket is not { } text)
        {
            return [];
        }

        string words = text.Replace(',', ' ');
        string level = words.Contains(" level ", StringComparison.Ordinal) ? "" : " level admin";
        return new ConfigReader(BuiltInStages.Catalog.ToVocabulary(), diagnostics).ReadText("-S", $"global\n stats socket {words}{level}\n").Global.Control.Sockets;
    }
}
