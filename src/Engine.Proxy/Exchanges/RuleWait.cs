using Engine.IO.Tasks;
using Engine.Proxy.Rules;

namespace Engine.Proxy.Exchanges;

/// <summary>A rule that waits: what it needs to know when it is run again, and the wait itself.</summary>
public sealed class RuleWait
{
    private readonly Exchange _exchange;
    private readonly LoopSignal _signal;
    private long _sinceMs;

    internal RuleWait(Exchange exchange)
    {
        _exchange = exchange;
        _signal = new LoopSignal(exchange.Place.Loop);
    }

    /// <summary>True when the rule has waited before.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>ms since the rule began to wait; 0 before.</summary>
    public long WaitedMs => IsResumed ? _exchange.Place.Loop.Clock.NowMs - _sinceMs : 0;

    /// <summary>Waits as the verdict says. Returns early when the exchange is terminated.</summary>
    internal async LoopTask WaitAsync(RuleVerdict verdict)
    {
        if (!IsResumed)
        {
            IsResumed = true;
            _sinceMs = _exchange.Place.Loop.Clock.NowMs;
        }

        _exchange.Waits.Await(ServerWait.Rule, verdict.WaitMs);
        if (verdict.Kind == RuleVerdictKind.AwaitBytes)
        {
            await _exchange.Client.Pipe.Input.WaitAsync();
        }
        else
        {
            await _signal.WaitAsync();
        }

        _exchange.Waits.Await(ServerWait.None, 0);
    }

    /// <summary>The time is over, or the exchange.</summary>
    internal void End() => _signal.Set(0);

    /// <summary>The next rule has not waited yet.</summary>
    internal void Reset() => IsResumed = false;
}
