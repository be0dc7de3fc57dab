using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>When a kind of rule is evaluated, whatever the order of the lines: earliest first (CFG 4.2, "tcp-request" and its kin).</summary>
internal enum RulePhase : byte
{
    TcpConnection,
    TcpSession,
    TcpContent,
    MonitorFail,
    HttpRequest,
    Redirect,
    UseBackend,
    UseServer,
}

/// <summary>The rules of one section in order of declaration, and what the order of the lines deserves to be warned about.</summary>
internal sealed class RuleList
{
    private static readonly string[] PhaseNames =
    [
        "tcp-request connection", "tcp-request session", "tcp-request content", "monitor fail", "http-request", "redirect", "use_backend", "use-server",
    ];

    private readonly List<RuleConfig> _rules = [];
    private readonly List<RuleConfig> _redirects = [];
    private readonly Dictionary<Ruleset, RuleConfig> _finals = [];
    private RulePhase _latest;
    private Statement? _latestAt;

    public int Count => _rules.Count + _redirects.Count;

    /// <param name="isFinal">True when no rule of the same ruleset behind it can be reached.</param>
    public void Add(RuleConfig rule, bool isFinal)
    {
        _rules.Add(rule);
        if (isFinal)
        {
            _finals.TryAdd(rule.Ruleset, rule);
        }
    }

    /// <summary>The rule behind which no other of the ruleset is reached; null while there is none.</summary>
    public RuleConfig? FinalOf(Ruleset ruleset) => _finals.GetValueOrDefault(ruleset);

    public void AddRedirect(RuleConfig rule) => _redirects.Add(rule);

    /// <summary>Warns when this line is evaluated before lines that stand above it.</summary>
    public void Note(RulePhase phase, KeywordCall call)
    {
        if (_latestAt is not null && phase < _latest)
        {
            call.Warning(call.Word, $"this '{PhaseNames[(int)phase]}' rule stands behind a '{PhaseNames[(int)_latest]}' rule (line {_latestAt.Line}), but is evaluated before it", "write the rules in the order in which they are evaluated");
            return;
        }

        _latest = phase;
        _latestAt = call.At;
    }

    public List<RuleConfig> InOrder()
    {
        var all = new List<RuleConfig>(_rules);
        int at = all.FindLastIndex(static rule => rule.Ruleset == Ruleset.HttpRequest) + 1;
        all.InsertRange(at == 0 ? all.Count : at, _redirects);
        return all;
    }
}
