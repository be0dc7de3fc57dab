using Engine.Config.Text;
using Engine.Proxy.Plan;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;
using Engine.Proxy.Tables;

namespace Engine.Stages.Tables;

/// <summary>Finds the table that an expression or rule names; left out, that of the section it stands in.</summary>
internal static class TableName
{
    /// <summary>The table in argument <paramref name="index"/>; null after an error.</summary>
    internal static StickTableShared? Of(SampleCallArguments call, int index)
    {
        string name = call.Has(index) ? call.Text(index) : call.Proxy?.Name ?? "";
        if (call.Compiler.Names.Tables.TryGetValue(name, out StickTableShared? table))
        {
            return table;
        }

        call.Error(Missing(name), Fix(name, call.Compiler.Names));
        return null;
    }

    /// <summary>The table behind <c>table</c>, when that is the next word; null after an error.</summary>
    internal static StickTableShared? Of(RuleArguments arguments)
    {
        string name = arguments.Proxy.Name;
        if (arguments.Peek == "table")
        {
            arguments.TryWord(out _);
            name = arguments.Value("table");
        }

        if (arguments.Failed)
        {
            return null;
        }

        if (arguments.Compiler.Names.Tables.TryGetValue(name, out StickTableShared? table))
        {
            return table;
        }

        arguments.Reject(Missing(name), Fix(name, arguments.Compiler.Names));
        return null;
    }

    private static string Missing(string name) => $"there is no stick-table '{name}'";

    private static string? Fix(string name, PlanNames names) =>
        Suggest.Fix(name, names.Tables.Keys) ?? $"declare one in the section '{name}': stick-table type ip size 100k expire 10m store gpc0";
}
