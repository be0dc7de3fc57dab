using System;
using System.Collections.Generic;
using Engine.Config;
using Engine.Config.Expressions;
using Engine.Config.Text;
using Engine.Proxy.Stages;

namespace Engine.Proxy.Conditions;

/// <summary>
/// All pattern lists of a configuration: those of files, which everything that names the file shares, and those of ACL lines.
/// Filled while the plan is compiled; then the way in for whoever lists and edits them.
/// </summary>
public sealed class PatternLists
{
    private readonly Dictionary<AclTest, PatternSet[]> _ofTests = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, PatternReference> _ofFiles = new(StringComparer.Ordinal);
    private readonly List<PatternReference> _all = [];
    private readonly List<(PatternReference Reference, Statement At)> _edited = [];

    /// <summary>Every list that something reads, in order of first use.</summary>
    public IReadOnlyList<PatternReference> All => _all;

    /// <summary>The list of a file name, or of "#id"; null when there is none.</summary>
    public PatternReference? Find(string name)
    {
        if (_ofFiles.TryGetValue(AclPatternFile.NameOf(name), out PatternReference? reference))
        {
            return reference;
        }

        if (name.StartsWith('#') && int.TryParse(name.AsSpan(1), out int id))
        {
            foreach (PatternReference candidate in _all)
            {
                if (candidate.Id == id)
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    /// <summary>What was edited while running in lists of another configuration stays so in those that stand in their place.</summary>
    internal void TakeEditsOf(PatternLists old)
    {
        foreach (PatternReference reference in _all)
        {
            foreach (PatternReference before in old._all)
            {
                if (before.File == reference.File && (reference.File is not null || before.Description == reference.Description))
                {
                    reference.TakeEditsOf(before);
                    break;
                }
            }
        }
    }

    /// <summary>The list that a rule of this line edits; something must load it, which is checked by <see cref="Finish"/>.</summary>
    public PatternReference ToEdit(string file, Statement at)
    {
        PatternReference reference = OfFile(file);
        _edited.Add((reference, at));
        return reference;
    }

    /// <summary>True when the patterns of that ACL have been compiled.</summary>
    internal bool Knows(AclTest test) => _ofTests.ContainsKey(test);

    /// <summary>The patterns of an ACL, a set for each file and one for the line; conditions that name the same ACL share them. Null after an error.</summary>
    internal PatternSet[]? SetsOf(AclTest test, StageCatalog stages, Statement at, DiagnosticBag diagnostics)
    {
        if (_ofTests.TryGetValue(test, out PatternSet[]? known))
        {
            return known;
        }

        if (stages.MatcherOf(test.Match) is not { } row)
        {
            diagnostics.Error(at, 0, $"the way of matching '{test.Match}' is not built into this binary");
            return null;
        }

        int errors = diagnostics.Errors;
        bool areVersions = stages.FetchOf(test.Sample.Fetch.Name)?.GivesVersion ?? false;
        List<PatternSet> sets = [];
        foreach (AclPatternFile file in test.Files)
        {
            PatternReference reference = OfFile(file.Path);
            LoadFile(reference, test, file, new Finding(at, diagnostics));
            reference.NoteUse("acl", at);
            sets.Add(reference.SetOf(row, new PatternOptions(file.IgnoreCase, file.ResolveNames, areVersions), new Finding(at, diagnostics, reference.File).Report));
        }

        if (LineOf(test, at) is { } line)
        {
            line.IsAcl = true;
            sets.Add(line.SetOf(row, new PatternOptions(test.IgnoreCase, test.ResolveNames, areVersions), new Finding(at, diagnostics).Report));
        }

        PatternSet[] all = [.. sets];
        _ofTests.Add(test, all);
        return diagnostics.Errors == errors ? all : null;
    }

    /// <summary>A map file under one way of matching. Null after an error.</summary>
    internal PatternSet? MapOf(MapRequest request, SideFiles files, DiagnosticBag diagnostics)
    {
        PatternReference reference = OfFile(request.File);
        if (!reference.IsLoaded)
        {
            if (!AclPatternFile.TryRead(request.File, files, out byte[] content, out string reason))
            {
                diagnostics.Add(new Diagnostic(Severity.Error, request.Where, request.At.Raw, $"cannot read the map file '{reference.File}': {reason}", "create it, or write opt@ before a path that may be missing"));
                return null;
            }

            reference.HasValues = true;
            Fill(reference, PatternLine.Read(content, twoColumns: true));
        }
        else if (!reference.HasValues)
        {
            diagnostics.Add(new Diagnostic(Severity.Error, request.Where, request.At.Raw, $"an ACL has read '{reference.File}' as a list without values", "write -M before -f in that ACL: it reads two columns then"));
            return null;
        }

        reference.IsMap = true;
        reference.NoteUse("map", request.At);
        int errors = diagnostics.Errors;
        Finding finding = new(request.At, diagnostics, reference.File);
        PatternSet set = reference.SetOf(request.Matcher, new PatternOptions(IgnoreCase: false, ResolveNames: true, AreVersions: false), finding.Report);
        reference.Want(request.Values, finding.Report);
        return diagnostics.Errors == errors ? set : null;
    }

    /// <summary>Numbers the lists, and warns of those that are edited but that nothing reads. Called once, when everything is compiled.</summary>
    internal void Finish(DiagnosticBag diagnostics)
    {
        foreach ((PatternReference reference, Statement at) in _edited)
        {
            if (!reference.IsLoaded)
            {
                diagnostics.Warning(at, 0, $"no ACL or map reads '{reference.File}', so this changes nothing", $"load it: acl NAME CRITERION -f {reference.File}, or map({reference.File})");
            }
        }

        HashSet<int> taken = [];
        foreach (PatternReference reference in _all)
        {
            taken.Add(reference.Id);
        }

        int next = 0;
        foreach (PatternReference reference in _all)
        {
            if (reference.Id < 0)
            {
                while (!taken.Add(next))
                {
                    next++;
                }

                reference.Id = next;
            }
        }
    }

    private void LoadFile(PatternReference reference, AclTest test, AclPatternFile file, Finding finding)
    {
        reference.IsAcl = true;
        if (reference.IsLoaded)
        {
            if (reference.HasValues != file.AsMap)
            {
                finding.Report(file.AsMap
                    ? $"'{reference.File}' was read before as a list without values"
                    : $"'{reference.File}' was read before as a map, with two columns", file.Word, "write -M before -f in all ACLs that share it with a map");
            }

            return;
        }

        reference.HasValues = file.AsMap;
        SetLoaded(reference);
        foreach (AclPattern pattern in test.Patterns)
        {
            if (pattern.File == file.Path)
            {
                reference.Load(pattern.Text, pattern.Value, AclOperator.Equal, pattern.Line);
            }
        }
    }

    private void Fill(PatternReference reference, IEnumerable<PatternLine> lines)
    {
        SetLoaded(reference);
        foreach (PatternLine line in lines)
        {
            reference.Load(line.Key, line.Value, AclOperator.Equal, line.Number);
        }
    }

    /// <summary>Lists are numbered in the order in which they are read, not in that in which rules that edit them stand.</summary>
    private void SetLoaded(PatternReference reference)
    {
        reference.IsLoaded = true;
        _all.Add(reference);
    }

    /// <summary>The list of an ACL's own line; null when the line has files only.</summary>
    private PatternReference? LineOf(AclTest test, Statement at)
    {
        PatternReference line = new(null) { IsLoaded = true, Id = test.UniqueId ?? -1, Description = $"acl '{test.Sample.Fetch.Name}' file '{at.File}' line {at.Line}" };
        int count = 0;
        foreach (AclPattern pattern in test.Patterns)
        {
            if (pattern.File is null)
            {
                line.Load(pattern.Text, "", pattern.Operator, 0);
                count++;
            }
        }

        if (count == 0 && test.Files.Count > 0 && test.UniqueId is null)
        {
            return null;
        }

        _all.Add(line);
        return line;
    }

    private PatternReference OfFile(string path)
    {
        string name = AclPatternFile.NameOf(path);
        if (!_ofFiles.TryGetValue(name, out PatternReference? reference))
        {
            reference = new PatternReference(name) { Description = $"pattern loaded from file '{name}'" };
            _ofFiles.Add(name, reference);
        }

        return reference;
    }

    /// <summary>Where findings about patterns are shown: in their file, or at their word of the line.</summary>
    private sealed class Finding(Statement at, DiagnosticBag diagnostics, string? file = null)
    {
        public void Report(PatternEntry entry, string error)
        {
            string message = $"'{entry.Key}' cannot be used here: {error}";
            if (file is not null && entry.Line > 0)
            {
                diagnostics.Add(new Diagnostic(Severity.Error, new SourceSpan(file, entry.Line, 1, entry.Key.Length), entry.Key, message, $"it is read by {at.File}:{at.Line}"));
                return;
            }

            int word = at.Words.Count - 1;
            while (word > 0 && at.Words[word].Text != entry.Key)
            {
                word--;
            }

            diagnostics.Error(at, word, message);
        }

        public void Report(string message, int word, string fix) => diagnostics.Error(at, Math.Min(word, at.Words.Count - 1), message, fix);
    }
}
