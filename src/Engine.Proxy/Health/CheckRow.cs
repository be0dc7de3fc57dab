using System;

namespace Engine.Proxy.Health;

/// <summary>A kind of check: a row of the table.</summary>
/// <param name="Name">As it is written behind <c>option</c>.</param>
/// <param name="Documentation">One line.</param>
/// <param name="Create">Reads the words behind the name, and the lines of the script where the kind has one; null after it has reported an error.</param>
public sealed record CheckRow(string Name, string Documentation, Func<CheckArguments, CheckScript?> Create);
