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
        bool isSet = VariableAccess.TryGet(context, name, ref old);
        bool exists = VariableAccess.Exists(context, name);
        bool isEmpty = value.IsBytes && value.Bytes.IsEmpty;

        // Anything but two numbers cannot be compared, and then the check passes.
        bool comparable = isSet && old.Type == SampleType.Integer && value.Type == SampleType.Integer;
        int order = comparable ? old.Integer.CompareTo(value.Integer) : 0;
        return Holds(conditions, SetCondition.IfExists, exists)
            && Holds(conditions, SetCondition.IfNotExists, !exists)
            && Holds(conditions, SetCondition.IfEmpty, isEmpty)
            && Holds(conditions, SetCondition.IfNotEmpty, !isEmpty)
            && Holds(conditions, SetCondition.IfSet, isSet)
            && Holds(conditions, SetCondition.IfNotSet, !isSet)
            && Holds(conditions, SetCondition.IfGreater, !comparable || order > 0)
            && Holds(conditions, SetCondition.IfLess, !comparable || order < 0);
    }

    private static bool Holds(SetCondition conditions, SetCondition one, bool answer) => (conditions & one) == 0 || answer;
}
