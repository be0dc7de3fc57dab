using System;
using System.Collections.Generic;
using Engine.Proxy.Samples;
using Engine.Proxy.Variables;

namespace Engine.Stages.Variables;

/// <summary>Reads and judges the conditions of <c>set-var</c>.</summary>
internal static class SetConditions
{
    private static readonly Dictionary<string, SetCondition> Words = new(StringComparer.Ordinal)
    {
        ["ifexists"] = SetCondition.IfExists,
        ["ifnotexists"] = SetCondition.IfNotExists,
        ["ifempty"] = SetCondition.IfEmpty,
        ["ifnotempty"] = SetCondition.IfNotEmpty,
        ["ifset"] = SetCondition.IfSet,
        ["ifnotset"] = SetCondition.IfNotSet,
        ["ifgt"] = SetCondition.IfGreater,
        ["iflt"] = SetCondition.IfLess,
    };

    internal static IReadOnlyCollection<string> Names => Words.Keys;

    /// <summary>Adds the condition of that name; false when there is none.</summary>
    internal static bool TryAdd(string word, ref SetCondition conditions)
    {
        bool known = Words.TryGetValue(word.Trim(), out SetCondition condition);
        conditions |= condition;
        return known;
    }

    /// <summary>True when the variable is to be set to the value.</summary>
    internal static bool Hold(SetCondition conditions, in SampleContext context, VariableName name, in Sample value)
    {
        if (conditions == SetCondition.Always)
        {
            return true;
        }

        Sample old = default;
        bool exists = VariableAccess.TryGet(context, name, ref old);
        bool isEmpty = value.IsBytes && value.Bytes.IsEmpty;
        return Holds(conditions, SetCondition.IfExists, exists)
            && Holds(conditions, SetCondition.IfNotExists, !exists)
            && Holds(conditions, SetCondition.IfEmpty, isEmpty)
            && Holds(conditions, SetCondition.IfNotEmpty, !isEmpty)
            && Holds(conditions, SetCondition.IfSet, exists)
            && Holds(conditions, SetCondition.IfNotSet, !exists)
            && Holds(conditions, SetCondition.IfGreater, exists && Compare(value, old) > 0)
            && Holds(conditions, SetCondition.IfLess, exists && Compare(value, old) < 0);
    }

    private static bool Holds(SetCondition conditions, SetCondition one, bool answer) => (conditions & one) == 0 || answer;

    /// <summary>0 for values that cannot be compared.</summary>
    private static int Compare(in Sample value, in Sample old)
    {
        if (value.IsBytes && old.IsBytes)
        {
            return value.Bytes.SequenceCompareTo(old.Bytes);
        }

        return value.Type == old.Type && !value.IsAddress ? value.Integer.CompareTo(old.Integer) : 0;
    }
}
