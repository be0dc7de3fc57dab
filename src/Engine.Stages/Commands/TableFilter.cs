using System.Collections.Generic;
using System.Globalization;
using Engine.Proxy.Control;
using Engine.Proxy.Tables;

namespace Engine.Stages.Commands;

/// <summary>Which entries <c>show table</c> and <c>clear table</c> mean: those whose data compare as asked, all of the conditions.</summary>
internal sealed class TableFilter
{
    /// <summary>Conditions at most (HAProxy's STKTABLE_FILTER_LEN).</summary>
    private const int ConditionsMax = 4;

    /// <summary>"data.TYPE OPERATOR VALUE".</summary>
    private const int WordsOfCondition = 3;

    private readonly List<Condition> _conditions = [];

    private enum Comparison : byte { Equal, NotEqual, LessOrEqual, GreaterOrEqual, Less, Greater }

    /// <summary>Reads the conditions from a word of the call on. Null after the client has been told what is wrong.</summary>
    public static TableFilter? Read(CommandCall call, int first, StickTablePlan plan)
    {
        TableFilter filter = new();
        int at = first;
        for (; call[at].Length > 0 && filter._conditions.Count < ConditionsMax; at += WordsOfCondition)
        {
            if (filter.Add(call, at, plan) is { } fault)
            {
                call.Refuse(string.Create(CultureInfo.InvariantCulture, $"Filter entry #{filter._conditions.Count + 1}: {fault}"));
                return null;
            }
        }

        if (call[at].Length > 0)
        {
            call.Refuse($"Detected extra data in filter, '{call[at]}': {ConditionsMax} conditions are taken.");
            return null;
        }

        return filter;
    }

    /// <summary>The cell of "data.TYPE". False with what is wrong.</summary>
    public static bool TryCell(string word, StickTablePlan plan, out StickCell cell, out string fault)
    {
        const string Prefix = "data.";
        cell = default;
        fault = "\"data.<type>\" followed by a value expected";
        if (!word.StartsWith(Prefix, System.StringComparison.Ordinal))
        {
            return false;
        }

        fault = "Unknown data type";
        if (StickDataTypes.Find(word[Prefix.Length..]) is not { } type)
        {
            return false;
        }

        fault = "Data type not stored in this table";
        cell = plan.CellOf(type);
        return cell.IsStored;
    }

    /// <summary>True for an entry that is meant.</summary>
    public bool Holds(scoped in StickLease entry, long nowMs)
    {
        foreach (Condition condition in _conditions)
        {
            if (!condition.Holds(entry.Read(condition.Cell, nowMs)))
            {
                return false;
            }
        }

        return true;
    }

    private string? Add(CommandCall call, int at, StickTablePlan plan)
    {
        if (!TryCell(call[at], plan, out StickCell cell, out string fault))
        {
            return fault;
        }

        Comparison? comparison = call[at + 1] switch
        {
            "eq" => Comparison.Equal,
            "ne" => Comparison.NotEqual,
            "le" => Comparison.LessOrEqual,
            "ge" => Comparison.GreaterOrEqual,
            "lt" => Comparison.Less,
            "gt" => Comparison.Greater,
            _ => null,
        };
        if (comparison is null)
        {
            return "Require and operator among \"eq\", \"ne\", \"le\", \"ge\", \"lt\", \"gt\"";
        }

        if (!call.TryInteger(at + 2, out long value))
        {
            return "Require a valid integer value to compare against";
        }

        _conditions.Add(new Condition(cell, comparison.Value, value));
        return null;
    }

    private readonly record struct Condition(StickCell Cell, Comparison Comparison, long Value)
    {
        public bool Holds(long value) => Comparison switch
        {
            Comparison.Equal => value == Value,
            Comparison.NotEqual => value != Value,
            Comparison.LessOrEqual => value <= Value,
            Comparison.GreaterOrEqual => value >= Value,
            Comparison.Less => value < Value,
            _ => value > Value,
        };
    }
}
