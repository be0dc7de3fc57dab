namespace Engine.Proxy.Health;

/// <summary>A check by a command (CFG 4.2 external-check).</summary>
/// <param name="Path">The command.</param>
/// <param name="SearchPath">PATH of its environment; null = the process's own.</param>
/// <param name="KeepsEnvironment">It sees the environment of the process beside what the check adds (<c>preserve-env</c>).</param>
public sealed record CheckCommand(string Path, string? SearchPath, bool KeepsEnvironment);
