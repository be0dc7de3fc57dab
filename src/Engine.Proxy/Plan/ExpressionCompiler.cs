using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Conditions;
using Engine.Proxy.Logs;
using Engine.Proxy.Samples;
using Engine.Proxy.Stages;
using Engine.Proxy.Variables;

namespace Engine.Proxy.Plan;

/// <summary>
/// Turns the trees of sample expressions, conditions and log formats into what the loops evaluate. What is needed but cannot be
/// there at a point is reported: as a warning in a condition, which then never matches, as an error elsewhere (CFG 7.3).
/// </summary>
public sealed class ExpressionCompiler
{
    private readonly StageCatalog _stages;
    private readonly ExpressionContext _context;

    /// <summary>ACLs that are being compiled because others name them.</summary>
    private readonly HashSet<string> _aclsUnderWay = [];

    internal ExpressionCompiler(StageCatalog stages, ExpressionContext context, PlanNames names)
    {
        _stages = stages;
        _context = context;
        Names = names;
    }

    public DiagnosticBag Diagnostics => _context.Diagnostics;

    /// <summary>The files that the configuration names.</summary>
    public Config.SideFiles Files => _context.Files;

    /// <summary>Proxies and servers by name, whether they have been compiled or not.</summary>
    public PlanNames Names { get; }

    public VariableTable Variables => Names.Variables;

    /// <summary>The section under compilation; null in the global section.</summary>
    public ProxyConfig? Proxy { get; internal set; }

    /// <summary>A map file for a converter, loaded at its first use; null after an error.</summary>
    public PatternSet? Map(string file, AclMatch match, PatternValueKind values, SampleCallArguments call)
    {
        if (_stages.MatcherOf(match) is { } matcher)
        {
            return Names.Patterns.MapOf(new MapRequest(file, matcher, values, call.At, call.Where), _context.Files, Diagnostics);
        }

        call.Error($"the way of matching '{match}' is not built into this binary");
        return null;
    }

    /// <summary>All the ACLs of these names must hold (an exclamation mark in front: must not). Null after an error.</summary>
    public ConditionPlan? AllOf(IReadOnlyList<string> names, SampleCallArguments call)
    {
        List<ConditionNode> terms = [];
        HashSet<string> added = [];
        foreach (string written in names)
        {
            string name = written.TrimStart('!');
            List<AclTest> tests = TestsOf(name, call);
            bool isCircle = _aclsUnderWay.Contains(name) && !added.Contains(name);
            if (tests.Count == 0 || isCircle)
            {
                call.Error(isCircle ? $"the ACL '{name}' refers to itself" : $"no such ACL: '{name}'", isCircle ? null : $"declare it in this section: acl {name} ...");
                return null;
            }

            added.Add(name);
            _aclsUnderWay.Add(name);
            NamedCondition term = new(name, call.Where, tests);
            terms.Add((written.Length - name.Length) % 2 == 0 ? term : new NotCondition(term));
        }

        ConditionPlan? plan = Condition(call.At, new AndCondition(terms), call.Point);
        _aclsUnderWay.ExceptWith(added);
        return plan;
    }

    private List<AclTest> TestsOf(string acl, SampleCallArguments call)
    {
        List<AclTest> tests = [];
        foreach (AclConfig declared in Proxy?.Acls ?? [])
        {
            if (declared.Name == acl)
            {
                tests.Add(declared.Test);
            }
        }

        if (tests.Count == 0 && PredefinedAcls.IsOne(acl) && PredefinedAcls.Parse(acl, call.At, _context) is { } predefined)
        {
            tests.Add(predefined);
        }

        return tests;
    }

    /// <summary>A word that is a sample expression; null after an error.</summary>
    public SamplePlan? Sample(Statement at, int word, RulePoints point) =>
        SampleParser.Parse(at, word, _context) is { } expression ? Sample(at, expression, point) : null;

    /// <summary>Null after an error.</summary>
    public SamplePlan? Sample(Statement at, SampleExpression expression, RulePoints point)
    {
        FetchRow? row = _stages.FetchOf(expression.Fetch.Name);
        if (row is null)
        {
            Report(at, expression.Fetch.Where, Severity.Error, $"the sample fetch '{expression.Fetch.Name}' is not built into this binary");
            return null;
        }

        if ((Availability.PointsOf(row.Needs) & point) == 0)
        {
            Report(at, expression.Fetch.Where, Severity.Error, $"'{row.Name}' needs {Availability.NameOf(row.Needs)}, which {Availability.NameOf(point)} does not have", "keep the value in a variable of scope txn, or in a capture, where it can be had");
            return null;
        }

        return Compile(at, expression, row, point);
    }

    /// <summary>A word that is a log-format string; null after an error.</summary>
    public LogFormatPlan? Format(Statement at, int word, RulePoints point, FormatUse use)
    {
        LogFormat? format = LogFormatParser.Parse(at, word, use is FormatUse.Log or FormatUse.Id, _context);
        return format is null ? null : Format(at, format, point, use);
    }

    /// <summary>Null after an error.</summary>
    public LogFormatPlan? Format(Statement at, LogFormat format, RulePoints point, FormatUse use)
    {
        List<LogItemPlan> items = [];
        bool good = true;
        bool isObject = (format.Lasting & LineWriter.Encodings) != 0;
        foreach (LogItem item in format.Items)
        {
            if (isObject && LabelOf(item) is null)
            {
                continue;
            }

            LogItemPlan? plan = CompileItem(at, item, point, use);
            good &= plan is not null;
            if (plan is not null)
            {
                items.Add(plan);
            }
        }

        return good ? new LogFormatPlan([.. items], format.Lasting) : null;
    }

    /// <summary>What stands behind <c>if</c> or <c>unless</c>; null for none, and after an error (the bag tells).</summary>
    public ConditionPlan? Condition(Statement at, ConditionNode? condition, RulePoints point) =>
        condition is null ? null : new ConditionCompiler(this, at, point).Compile(condition);

    /// <summary>ACLs that no condition names: what is wrong with them is said all the same, and their lists can be edited while running.</summary>
    internal void CompileUnused(ProxyConfig proxy)
    {
        Proxy = proxy;
        foreach (AclConfig acl in proxy.Acls)
        {
            if (!Names.Patterns.Knows(acl.Test) && _stages.FetchOf(acl.Test.Sample.Fetch.Name) is { } row)
            {
                // At the first point where there is what it asks for.
                int points = (int)Availability.PointsOf(row.Needs);
                Test(acl.Where, acl.Test, acl.Name, (RulePoints)(points & -points));
            }
        }
    }

    /// <summary>One test; a test that can never have a value never matches, and the operator is warned.</summary>
    internal AclPlan? Test(Statement at, AclTest test, string? name, RulePoints point)
    {
        if (_stages.FetchOf(test.Sample.Fetch.Name) is { } row && (Availability.PointsOf(row.Needs) & point) == 0)
        {
            string acl = name is null ? "this ACL" : $"ACL '{name}'";
            Report(at, test.Sample.Fetch.Where, Severity.Warning, $"{acl} never matches here: '{row.Name}' needs {Availability.NameOf(row.Needs)}, which {Availability.NameOf(point)} does not have", "keep the value in a variable of scope txn, or in a capture, where it can be had");
            return AclPlan.Never;
        }

        SamplePlan? sample = Sample(at, test.Sample, point);
        PatternSet[]? patterns = Names.Patterns.SetsOf(test, _stages, at, Diagnostics);
        return sample is null || patterns is null ? null : new AclPlan(sample, patterns);
    }

    private SamplePlan? Compile(Statement at, SampleExpression expression, FetchRow row, RulePoints point)
    {
        SampleFetch? fetch = row.Create(new SampleCallArguments(expression.Fetch, at, this, point));
        if (fetch is not null && Proxy is { Mode: ProxyMode.Tcp } && (point & RulePoints.Request) != 0
            && row.Needs is SampleNeeds.RequestHead or SampleNeeds.RequestKept or SampleNeeds.MessageHead)
        {
            fetch = new InspectedFetch(fetch);
        }

        SampleType[] inputs = new SampleType[expression.Converters.Count];
        SampleConverter[] converters = new SampleConverter[inputs.Length];
        bool good = fetch is not null;
        for (int i = 0; i < inputs.Length; i++)
        {
            SampleCall call = expression.Converters[i];
            ConverterRow? converter = _stages.ConverterOf(call.Name);
            if (converter is null)
            {
                Report(at, call.Where, Severity.Error, $"the converter '{call.Name}' is not built into this binary");
                good = false;
                continue;
            }

            SampleConverter? made = converter.Create(new SampleCallArguments(call, at, this, point));
            inputs[i] = converter.Input;
            converters[i] = made!;
            good &= made is not null;
        }

        return good ? new SamplePlan(fetch!, inputs, converters) : null;
    }

    private LogItemPlan? CompileItem(Statement at, LogItem item, RulePoints point, FormatUse use)
    {
        switch (item)
        {
            case LogLiteral literal:
                return new LogItemPlan.Literal(ByteText.ToBytes(literal.Text));
            case LogSpace:
                return new LogItemPlan.Separator();
            case LogAlias alias when _stages.AliasOf(alias.Alias) is { } row:
                return new LogItemPlan.Alias(row, alias.Flags) { Label = ByteText.ToBytes(alias.Label ?? "") };
            case LogAlias alias:
                Report(at, alias.Where, Severity.Error, $"the log alias '%{alias.Alias}' is not built into this binary");
                return null;
            default:
                LogSample sample = (LogSample)item;
                return Sample(at, sample.Expression, point) is { } plan ? LogItemPlan.OfSample(plan, sample.Flags, sample.Cast, use, ByteText.ToBytes(sample.Label ?? "")) : null;
        }
    }

    private static string? LabelOf(LogItem item) => item is LogAlias alias ? alias.Label : (item as LogSample)?.Label;

    private void Report(Statement at, SourceSpan where, Severity severity, string message, string? fix = null) =>
        Diagnostics.Add(new Diagnostic(severity, where, at.Raw, message, fix));
}
