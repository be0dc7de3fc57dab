using System.Numerics;
using System.Runtime.CompilerServices;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// Rulesets that are read in a fixed order, one phase after the other. Stops where a rule waits and goes on from there; the first
/// rule that ends the exchange ends the reading. On the exchange's loop.
/// </summary>
internal abstract class RulePhases(Exchange exchange)
{
    /// <summary>The phases still to read, a bit for each, the lowest first.</summary>
    private uint _left;
    private bool _isBegun;

    /// <summary>The rule to go on with in the phase under way.</summary>
    private int _position;

    private protected Exchange Exchange => exchange;

    /// <summary>Index of the phase under way.</summary>
    private protected int Phase => BitOperations.TrailingZeroCount(_left);

    /// <summary>The proxy's own answer, if a rule gives one.</summary>
    internal Reply? Reply { get; private set; }

    /// <summary>What the rule waits for, when it does.</summary>
    internal RuleVerdict Wait { get; private set; }

    internal void Reset()
    {
        _left = 0;
        _isBegun = false;
        _position = 0;
        Reply = null;
    }

    /// <summary>Reads on. Done: no rule ends the exchange. Slow: it is terminated, with or without a <see cref="Reply"/>. Wait: call again after <see cref="Wait"/>.</summary>
    /// <param name="phases">Those to read, a bit for each; the first call decides.</param>
    private protected Step TryRunPhases(uint phases)
    {
        if (!_isBegun)
        {
            _isBegun = true;
            _left = phases;
        }

        while (_left != 0 && exchange.Cause is null)
        {
            RuleVerdict verdict = RunPhase(ref _position);
            if (verdict.Kind is RuleVerdictKind.Wait or RuleVerdictKind.AwaitBytes)
            {
                Wait = verdict;
                return Step.Wait;
            }

            exchange.RuleWait.Reset();
            if (verdict.Kind is not (RuleVerdictKind.Continue or RuleVerdictKind.Stop))
            {
                End(verdict);
                break;
            }

            _left &= _left - 1;
            _position = 0;
        }

        return exchange.Cause is null ? Step.Done : Step.Slow;
    }

    private void End(RuleVerdict verdict)
    {
        verdict = OfEnd(verdict);
        Reply = verdict.Reply;
        exchange.End(verdict);
    }

    /// <summary>More to read, all of it behind the phase under way.</summary>
    private protected void AddPhases(uint phases) => _left |= phases;

    /// <summary>Nothing behind the phase under way is read.</summary>
    internal void EndPhases() => _left &= ~(_left - 1);

    /// <summary>Reads the rules of <see cref="Phase"/> from <paramref name="position"/> on. <c>Continue</c> or <c>Stop</c> when the next phase follows.</summary>
    private protected abstract RuleVerdict RunPhase(ref int position);

    /// <summary>How rules of these phases end an exchange.</summary>
    private protected virtual RuleVerdict OfEnd(RuleVerdict verdict) => verdict;

    /// <summary>Reads one ruleset; nothing that it looks at is still under way.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected RuleVerdict Run(RulePlan[] rules, RulePoints point, ref int position) =>
        rules.Length == 0 ? RuleVerdict.Continue : RuleRunner.Run(rules, new SampleContext(exchange, point) { IsFinal = true }, ref position);
}
