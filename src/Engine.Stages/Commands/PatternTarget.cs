using System;
using System.Globalization;
using Engine.Proxy.Conditions;
using Engine.Proxy.Control;

namespace Engine.Stages.Commands;

/// <summary>A list, and which version of it: <c>[@VERSION] NAME</c>.</summary>
/// <param name="Version">Null = the one that is matched against.</param>
internal readonly record struct PatternTarget(PatternReference Reference, uint? Version)
{
    /// <summary>False when the client has been told that there is none.</summary>
    public static bool Find(CommandCall call, PatternWords words, out PatternTarget target)
    {
        target = default;
        uint? version = null;
        bool hasVersion = call[0].StartsWith('@');
        if (hasVersion)
        {
            if (!uint.TryParse(call[0].AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out uint number))
            {
                call.Refuse("Invalid version number.");
                return false;
            }

            version = number;
        }

        string name = call[hasVersion ? 1 : 0];
        if (name.Length == 0)
        {
            call.Refuse($"Missing {words.Title} identifier.");
            return false;
        }

        PatternReference? reference = call.Plan.Names.Patterns.Find(name);
        if (reference is null || !words.Concerns(reference))
        {
            call.Refuse($"Unknown {words.Title} identifier. Please use #<id> or <file>.");
            return false;
        }

        if (version > reference.NextVersion)
        {
            call.Refuse($"Version number in the future, please use 'prepare {words.Name}' before.");
            return false;
        }

        target = new PatternTarget(reference, version);
        return true;
    }
}
