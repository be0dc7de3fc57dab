using System.Collections.Generic;
using System.IO;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Plan;
using Engine.Stages;
using Weir.Invocation;
using Weir.Life;
using Weir.Native;

namespace Weir.Tools;

/// <summary>
/// <c>weir check FILE</c>: what <c>-c</c> finds, and beyond it what is valid but will surprise its author: some of it depends on
/// this machine, which is why <c>-c</c> keeps silent about it.
/// </summary>
internal static class CheckTool
{
    /// <returns>As of <c>-c</c>: 0 valid, 1 not, 2 nothing to listen on. Warnings are no errors.</returns>
    public static int Run(string[] words, ToolOutput output)
    {
        bool asJson = false;
        var options = new Options { Purpose = Purpose.Check };
        foreach (string word in words)
        {
            asJson |= word == "--json";
            if (word.StartsWith('-') && word is not ("--json" or "-f" or "--"))
            {
                return ToolTable.Refuse("check", $"unknown option '{word}'", output);
            }

            if (!word.StartsWith('-'))
            {
                options.Files.Add(word);
            }
        }

        if (options.Files.Count == 0)
        {
            return ToolTable.Refuse("check", "no configuration file is named", output);
        }

        var findings = new DiagnosticBag();
        bool listens = Find(options, findings);
        int status = findings.Errors > 0 ? 1 : listens ? 0 : 2;
        if (asJson)
        {
            FindingsJson.Write(findings, status, output.Text);
            return status;
        }

        new DiagnosticRenderer(output.Errors, useColours: ProcessCalls.IsTerminal(2) == 1).Write(findings);
        if (status != 1)
        {
            output.Text.WriteLine(status == 0 ? "Configuration file is valid" : "Configuration file is without error, but it would not start: there is no 'bind' line that is enabled");
        }

        return status;
    }

    /// <summary>True when something listens.</summary>
    private static bool Find(Options options, DiagnosticBag findings)
    {
        Configuration configuration = ConfigurationSource.Read(options, findings);
        using var life = new StringWriter();
        if (LifePlan.From(options, configuration.Global, life) is null)
        {
            findings.ErrorInFile(options.Files[0], FirstLine(life.ToString()));
        }

        ProxyPlan? plan = findings.Errors == 0 ? PlanCompiler.Compile(configuration, BuiltInStages.Catalog, findings) : null;
        if (plan is null)
        {
            return false;
        }

        Suspicions.Find(configuration, findings, Severity.Warning);
        MachineSuspicions.Find(configuration, findings);
        return plan.Listens;
    }

    /// <summary>What was written for the terminal, as a finding.</summary>
    private static string FirstLine(string text)
    {
        string line = text.Split('\n')[0].Trim();
        int end = line.StartsWith('[') ? line.IndexOf(']') : -1;
        return line[(end + 1)..].Trim();
    }
}
