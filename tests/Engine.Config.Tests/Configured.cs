using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Engine.Config.Model;
using Engine.Config.Text;
using Xunit;

namespace Engine.Config.Tests;

/// <summary>A configuration read from a text, for tests: its model, and its findings as the operator sees them.</summary>
internal sealed class Configured
{
    /// <summary>What the first stages bring, before anything is evaluated.</summary>
    public static readonly Vocabulary Basic = new()
    {
        BalanceAlgorithms = ["roundrobin", "random"],
        HashFunctions = ["sdbm", "djb2", "wt6", "crc32", "none"],
        CompressionAlgorithms = ["identity", "gzip", "deflate", "br"],
        Actions = new Dictionary<string, IReadOnlyCollection<string>> { ["http-request"] = ["return", "deny", "redirect", "set-header"] },
    };

    /// <summary>The same with every gate open and a few names of each kind.</summary>
    public static readonly Vocabulary Open = Basic with
    {
        Conditions = true,
        Samples = true,
        LogFormats = true,
        Logs = true,
        SampleFetches = ["src", "path", "req.hdr", "req.hdr_cnt", "method", "str"],
        Converters = ["lower", "regsub"],
        LogAliases = ["ci", "b", "ST"],
    };

    private readonly DiagnosticBag _diagnostics = new();

    private Configured(string text, Vocabulary vocabulary, IReadOnlyDictionary<string, byte[]>? files)
    {
        var reader = new ConfigReader(vocabulary, _diagnostics)
        {
            Environment = new ConfigEnvironment(),
            Files = SideFiles.InMemory(files ?? new Dictionary<string, byte[]>()),
        };
        Configuration = reader.ReadText("a.cfg", text);
    }

    public Configuration Configuration { get; }

    public GlobalConfig Global => Configuration.Global;

    public IReadOnlyList<Diagnostic> Findings => _diagnostics.All;

    public string Report => DiagnosticRenderer.Render(_diagnostics);

    public static Configured Read(string text, Vocabulary? vocabulary = null, IReadOnlyDictionary<string, byte[]>? files = null) =>
        new(text.EndsWith('\n') ? text : text + "\n", vocabulary ?? Basic, files);

    /// <summary>Reads a text in which nothing may be found.</summary>
    public static Configured Valid(string text, Vocabulary? vocabulary = null, IReadOnlyDictionary<string, byte[]>? files = null)
    {
        Configured read = Read(text, vocabulary, files);
        Assert.Equal("", read.Report);
        return read;
    }

    /// <summary>The one section called "x" of a valid text.</summary>
    public static ProxyConfig Proxy(string text, Vocabulary? vocabulary = null, IReadOnlyDictionary<string, byte[]>? files = null) =>
        Valid(text, vocabulary, files).Find("x");

    /// <summary>Lines inside a frontend with everything it needs.</summary>
    public static string Frontend(string lines) => Timeouts + "frontend x\n bind :80\n" + lines + "\n";

    /// <summary>Lines inside a backend with everything it needs.</summary>
    public static string Backend(string lines) => Timeouts + "backend x\n" + lines + "\n";

    public const string Timeouts = "defaults\n mode http\n timeout client 1s\n timeout connect 1s\n timeout server 1s\n";

    public ProxyConfig Find(string name)
    {
        foreach (ProxyConfig proxy in Configuration.Proxies)
        {
            if (proxy.Name == name)
            {
                return proxy;
            }
        }

        throw new InvalidOperationException($"no section is called {name}");
    }

    /// <summary>"SEVERITY LINE: MESSAGE (FIX)" for each finding, in order of discovery.</summary>
    public List<string> Messages()
    {
        var messages = new List<string>();
        foreach (Diagnostic finding in Findings)
        {
            string severity = finding.Severity.ToString().ToLowerInvariant();
            messages.Add($"{severity} {finding.Where.Line}: {finding.Message}" + (finding.Fix is null ? "" : $" ({finding.Fix})"));
        }

        return messages;
    }

    /// <summary>The findings about one line put into a frontend, without severity and line.</summary>
    public static string InFrontend(string line, Vocabulary? vocabulary = null) => OneMessage(Frontend(" " + line), vocabulary);

    /// <summary>The same for a backend.</summary>
    public static string InBackend(string line, Vocabulary? vocabulary = null) => OneMessage(Backend(" " + line), vocabulary);

    /// <summary>The same for the global section.</summary>
    public static string InGlobal(string line) => OneMessage("global\n " + line + "\n", null);

    public static string Resource(string name)
    {
        using Stream stream = typeof(Configured).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string OneMessage(string text, Vocabulary? vocabulary)
    {
        var lines = new List<string>();
        foreach (Diagnostic finding in Read(text, vocabulary).Findings)
        {
            lines.Add((finding.Severity == Severity.Warning ? "warning: " : "") + finding.Message + (finding.Fix is null ? "" : " | " + finding.Fix));
        }

        return string.Join('\n', lines);
    }
}
