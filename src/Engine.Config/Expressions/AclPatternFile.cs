using System;
using System.Collections.Generic;

namespace Engine.Config.Expressions;

/// <summary>A file of patterns named with <c>-f</c>, with the flags that stood before it.</summary>
/// <param name="Path">As written, prefix included: <c>opt@</c> may be missing, <c>virt@</c> is a name without a file.</param>
/// <param name="Word">Index of the path in its statement.</param>
/// <param name="AsMap"><c>-M</c>: two columns, of which the first is the pattern.</param>
public sealed record AclPatternFile(string Path, int Word, bool IgnoreCase, bool ResolveNames, bool AsMap)
{
    private const string OptionalPrefix = "opt@";
    private const string VirtualPrefix = "virt@";
    private const string PlainPrefix = "file@";

    /// <summary>What the list is called: <c>file@</c> says nothing, the other prefixes belong to the name.</summary>
    public static string NameOf(string path) => path.StartsWith(PlainPrefix, StringComparison.Ordinal) ? path[PlainPrefix.Length..] : path;

    /// <summary>Reads the file behind the path, if its prefix asks for one. False: it cannot be read, for the reason given.</summary>
    /// <param name="content">Empty for <c>virt@</c>, and for an <c>opt@</c> that is not there.</param>
    public static bool TryRead(string path, SideFiles files, out byte[] content, out string reason)
    {
        content = [];
        reason = "";
        if (path.StartsWith(VirtualPrefix, StringComparison.Ordinal))
        {
            return true;
        }

        bool isOptional = path.StartsWith(OptionalPrefix, StringComparison.Ordinal);
        return files.TryRead(isOptional ? path[OptionalPrefix.Length..] : NameOf(path), out content, out reason) || isOptional;
    }

    /// <summary>Adds the file's patterns.</summary>
    /// <returns>False when an error was reported.</returns>
    internal static bool TryLoad(AclPatternFile file, AclFlags flags, List<AclPattern> patterns)
    {
        if (!TryRead(file.Path, flags.Context.Files, out byte[] content, out string reason))
        {
            flags.Error(file.Word, $"cannot read the pattern file '{NameOf(file.Path)}': {reason}", "create it, or write opt@ before a path that may be missing");
            return false;
        }

        foreach (PatternLine line in PatternLine.Read(content, file.AsMap))
        {
            patterns.Add(new AclPattern(line.Key, AclOperator.Equal, file.IgnoreCase, file.ResolveNames, file.Path) { Line = line.Number, Value = line.Value });
        }

        return true;
    }
}
