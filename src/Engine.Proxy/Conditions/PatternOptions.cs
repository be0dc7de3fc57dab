namespace Engine.Proxy.Conditions;

/// <summary>How the patterns of one index are to be read.</summary>
/// <param name="IgnoreCase"><c>-i</c>: ASCII letters of either case are alike.</param>
/// <param name="ResolveNames">False after <c>-n</c>, and for everything that is added while loops run.</param>
/// <param name="AreVersions">A number is a version: 3 and 3.0 are the same (see <see cref="Samples.FetchRow.GivesVersion"/>).</param>
public readonly record struct PatternOptions(bool IgnoreCase, bool ResolveNames, bool AreVersions);
