using System;

namespace Engine.Stages.Statistics;

/// <summary>A figure of statistics: a row of the table, and so a column of <c>show stat</c> and of the CSV page.</summary>
/// <param name="Name">As HAProxy has it.</param>
/// <param name="Tags">Three letters: where it comes from, what kind of figure it is, and what it is about (MGT 9.2).</param>
/// <param name="Documentation">One line.</param>
/// <param name="Read">The figure of a subject; <see cref="StatValue.None"/> for one that has none.</param>
internal sealed record StatField(string Name, string Tags, string Documentation, Func<StatSubject, StatValue> Read);
