using System;
using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Expressions;

/// <summary>A file of patterns named with <c>-f</c>, with the flags that stood before it.</summary>
/// <param name="Path">As written, prefix included: <c>opt@</c> may be missing, <c>virt@</c> is a name without a file.</param>
/// <param name="Word">Index of the path in its statement.</param>
/// <param name="AsMap"><c>-M</c>: two columns, of which the first is the pattern.</param>
internal sealed record AclPatternFile(string Path, int Word, bool IgnoreCase, bool ResolveNames, bool AsMap)
{
    /// <summary>Adds the file's patterns: a line each, blanks in front stripped, empty lines and lines with # in front skipped.</summary>
    /// <returns>False when an error was reported.</returns>
    public static bool TryLoad(AclPatternFile file, AclFlags flags, List<AclPattern> patterns)
    {
        if (file.Path.StartsWith("virt@", StringComparison.Ordinal))
        {
            return true;
        }

        bool isOptional = file.Path.StartsWith("opt@", StringComparison.Ordinal);
        string path = isOptional || file.Path.StartsWith("file@", StringComparison.Ordinal) ? file.Path[(file.Path.IndexOf('@') + 1)..] : file.Path;
        if (!flags.Context.Files.TryRead(path, out byte[] content, out string reason))
        {
            if (isOptional)
            {
                return true;
            }

            flags.Error(file.Word, $"cannot read the pattern file '{path}': {reason}", "create it, or write opt@ before a path that may be missing");
            return false;
        }

        foreach (string line in ByteText.FromBytes(content).Split('\n'))
        {
            string pattern = line.TrimEnd('\r').TrimStart(' ', '\t');
            if (pattern.Length == 0 || pattern[0] == '#')
            {
                continue;
            }

            int end = file.AsMap ? pattern.AsSpan().IndexOfAny(' ', '\t') : -1;
            patterns.Add(new AclPattern(end < 0 ? pattern : pattern[..end], AclOperator.Equal, file.IgnoreCase, file.ResolveNames, file.Path));
        }

        return true;
    }
}
