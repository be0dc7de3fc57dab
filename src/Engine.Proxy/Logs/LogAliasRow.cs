namespace Engine.Proxy.Logs;

/// <summary>A log alias (<c>%ci</c>): a row of the table.</summary>
/// <param name="Name">Without the percent sign.</param>
/// <param name="Documentation">One line.</param>
/// <param name="Write">Prints it.</param>
public sealed record LogAliasRow(string Name, string Documentation, LogAliasFunction Write)
{
    /// <summary>True when it prints where the connection to the server came from: the kernel has to be asked for that in time.</summary>
    public bool NeedsServerSource { get; init; }
}
