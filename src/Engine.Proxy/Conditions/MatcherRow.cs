using System;
using Engine.Config.Expressions;

namespace Engine.Proxy.Conditions;

/// <summary>A way of matching: a row of the table.</summary>
/// <param name="Match">What <c>-m</c> or the suffix of the ACL word says.</param>
/// <param name="Documentation">One line.</param>
/// <param name="Create">An empty index.</param>
public sealed record MatcherRow(AclMatch Match, string Documentation, Func<PatternOptions, PatternIndex> Create);
