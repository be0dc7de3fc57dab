using System;
using System.Collections.Generic;
using System.Text;
using Engine.Config;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Plan;
using Engine.Proxy.Variables;

namespace Engine.Proxy.Control;

/// <summary><c>set var NAME [expr|fmt] VALUE</c>: read and carried out as a <c>set-var</c> or <c>set-var-fmt</c> line of the global section. Scope <c>proc</c> only.</summary>
public static class VariableChange
{
    /// <summary>False with the reason. A name that nothing had so far is a new variable.</summary>
    public static bool TrySet(CommandCall call, out string error)
    {
        error = $"'set var': cannot set variable '{call[0]}', only scope 'proc' is permitted here.";
        if (!call[0].StartsWith("proc.", StringComparison.Ordinal) || call.Plan.Source is not { } source)
        {
            return false;
        }

        DiagnosticBag diagnostics = new();
        Configuration written = new ConfigReader(source.Stages.ToVocabulary(), diagnostics).ReadText("set var", LineOf(call));
        IReadOnlyList<StartVariablePlan> plans = diagnostics.Errors > 0 ? [] : StartVariablePlan.Compile(written.Global, new ExpressionCompiler(source.Stages, written.Expressions, call.Plan.Names));
        if (diagnostics.Errors > 0 || plans.Count == 0)
        {
            error = ReasonOf(diagnostics);
            return false;
        }

        call.Plan.Variables.Reserve(call.Plan.Names.Variables.CountOf(VariableScope.Process));
        foreach (StartVariablePlan plan in plans)
        {
            plan.Set(call.Place);
        }

        return true;
    }

    /// <summary>Every word in quotes, so that it means itself.</summary>
    private static string LineOf(CommandCall call)
    {
        bool isNamed = call.Count > 2 && call[1] is "fmt" or "expr";
        StringBuilder line = new();
        line.Append("global\n ").Append(isNamed && call[1] == "fmt" ? "set-var-fmt" : "set-var");
        for (int i = 0; i < call.Count; i++)
        {
            if (i != 1 || !isNamed)
            {
                line.Append(" '").Append(call[i].Replace("'", "'\"'\"'", StringComparison.Ordinal)).Append('\'');
            }
        }

        return line.Append('\n').ToString();
    }

    private static string ReasonOf(DiagnosticBag diagnostics)
    {
        foreach (Diagnostic finding in diagnostics.All)
        {
            if (finding.Severity == Severity.Error)
            {
                return finding.Message;
            }
        }

        return "this is no value.";
    }
}
