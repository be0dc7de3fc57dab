using System;
using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Expressions;

/// <summary>The ACL names of one section: what is declared, and what rules asked for before or without a declaration.</summary>
internal sealed class AclScope(ExpressionContext context)
{
    private readonly Dictionary<string, (List<AclTest> Tests, Statement Where)> _declared = new(StringComparer.Ordinal);
    private readonly List<(Statement At, SourceSpan Where, string Name)> _missing = [];

    public ExpressionContext Context { get; } = context;

    /// <param name="test">Null when the line was faulty: the name is declared all the same, so that its uses are not faulted too.</param>
    public void Declare(string name, AclTest? test, Statement where)
    {
        if (!_declared.TryGetValue(name, out (List<AclTest> Tests, Statement Where) acl))
        {
            acl = ([], where);
            _declared.Add(name, acl);
        }

        if (test is not null)
        {
            acl.Tests.Add(test);
        }
    }

    /// <summary>The tests of a name; a name that is unknown here is reported by <see cref="ReportMissing"/>, when all of the section is known.</summary>
    public IReadOnlyList<AclTest> Resolve(string name, Statement at, SourceSpan where)
    {
        if (_declared.TryGetValue(name, out (List<AclTest> Tests, Statement Where) acl))
        {
            return acl.Tests;
        }

        if (PredefinedAcls.IsOne(name))
        {
            return PredefinedAcls.Parse(name, at, Context) is { } test ? [test] : [];
        }

        _missing.Add((at, where, name));
        return [];
    }

    /// <summary>Called once, at the end of the section.</summary>
    public void ReportMissing()
    {
        foreach ((Statement at, SourceSpan where, string name) in _missing)
        {
            string? fix;
            if (_declared.TryGetValue(name, out (List<AclTest> Tests, Statement Where) acl))
            {
                fix = $"it is declared below, on line {acl.Where.Line}: move the acl line above this one";
            }
            else
            {
                fix = Suggest.Fix(name, [.. _declared.Keys, .. PredefinedAcls.All.Keys]) ?? $"declare it above: acl {name} ...";
            }

            Context.Diagnostics.Add(new Diagnostic(Severity.Error, where, at.Raw, $"no such ACL: '{name}'", fix));
        }
    }
}
