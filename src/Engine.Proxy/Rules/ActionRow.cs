using System;
using System.Collections.Generic;
using Engine.Config.Model;

namespace Engine.Proxy.Rules;

/// <summary>A rule action: a row of the table.</summary>
/// <param name="Name">As it is written behind the keyword.</param>
/// <param name="Rulesets">Where it can stand.</param>
/// <param name="Documentation">One line.</param>
/// <param name="Create">Reads the arguments; null after it has reported an error.</param>
public sealed record ActionRow(string Name, IReadOnlyList<Ruleset> Rulesets, string Documentation, Func<RuleArguments, RuleAction?> Create);
