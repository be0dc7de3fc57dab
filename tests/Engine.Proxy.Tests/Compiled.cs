using System.Collections.Generic;
using System.Text;
using Engine.Config;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Plan;
using Engine.Proxy.Stages;
using Xunit;

namespace Engine.Proxy.Tests;

/// <summary>A configuration read and compiled with the fewest stages: its plan, and its findings as the operator sees them.</summary>
internal sealed class Compiled
{
    private static readonly StageCatalog Stages = new()
    {
        DefaultBalancer = "roundrobin",
        Balancers = [new("roundrobin", "The first one.", static _ => new FirstServer())],
    };

    private Compiled(ProxyPlan? plan, string report) => (Plan, Report) = (plan, report);

    public ProxyPlan? Plan { get; }

    public string Report { get; }

    public static Compiled Read(string text, params (string Path, string Content)[] files)
    {
        Dictionary<string, byte[]> contents = [];
        foreach ((string path, string content) in files)
        {
            contents[path] = Encoding.Latin1.GetBytes(content);
        }

        DiagnosticBag diagnostics = new();
        ConfigReader reader = new(Stages.ToVocabulary(), diagnostics)
        {
            Environment = new ConfigEnvironment(),
            Files = SideFiles.InMemory(contents),
        };
        Configuration configuration = reader.ReadText("a.cfg", "defaults\n mode http\n timeout client 1m\n timeout server 1m\n timeout connect 1m\n" + text + "\n");
        Assert.Equal(0, diagnostics.Errors);
        ProxyPlan? plan = PlanCompiler.Compile(configuration, Stages, diagnostics);
        return new Compiled(plan, DiagnosticRenderer.Render(diagnostics));
    }

    /// <summary>The plan of a text in which nothing is wrong.</summary>
    public static ProxyPlan Valid(string text, params (string Path, string Content)[] files)
    {
        Compiled compiled = Read(text, files);
        Assert.Equal("", compiled.Report);
        return compiled.Plan!;
    }

    /// <summary>The one backend of a text in which nothing is wrong.</summary>
    public static BackendPlan Backend(string lines) => Assert.Single(Valid("backend b\n" + lines).Backends);
}
