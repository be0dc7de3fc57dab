using System;

namespace Engine.Stages.Statistics;

/// <summary>A figure about the whole process: a row of <c>show info</c> (MGT 9.3).</summary>
/// <param name="Name">As HAProxy has it.</param>
/// <param name="Tags">As those of <see cref="StatField"/>.</param>
/// <param name="Documentation">One line.</param>
internal sealed record InfoField(string Name, string Tags, string Documentation, Func<InfoSource, StatValue> Read);
