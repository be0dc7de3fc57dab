using Engine.IO.Pipes;
using Engine.IO.Tasks;
using Engine.Proxy.Rules;

namespace Engine.Proxy.Exchanges;

/// <summary>A rule that waits: what it needs to know when it is run again, and the wait itself.</summary>
public sealed class RuleWait
{
    private readonly Exchange _exchange;
    private readonly LoopSignal _signal;
    private long _sinceMs;

    /// <summary>What more bytes are awaited from; null exactly while they are not.</summary>
    private LoopReader? _awaited;

    internal RuleWait(Exchange exchange)
    {
        _exchange = exchange;
        _signal = new LoopSignal(exchange.Place.Loop);
    }

    /// <summary>True when the rule has waited before.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>ms since the rule began to wait; 0 before.</summary>
    public long WaitedMs => IsResumed ? _exchange.Place.Loop.Clock.NowMs - _sinceMs : 0;

    /// <summary>True when no more bytes will come before some have been sent on: the sender has ended, or its block is full.</summary>
    internal bool IsLast(LoopReader input) => input.IsEnded || input.Unread.Length == _exchange.Place.Loop.Buffers.BufferBytes;

    /// <summary>Waits as the verdict says. Returns early when the exchange is terminated.</summary>
    /// <param name="input">Where more of the message comes from.</param>
    internal async LoopTask WaitAsync(RuleVerdict verdict, LoopReader input)
    {
        if (!IsResumed)
        {
            IsResumed = true;
            _sinceMs = _exchange.Place.Loop.Clock.NowMs;
        }

        _exchange.Waits.Await(ServerWait.Rule, verdict.WaitMs);
        if (verdict.Kind == RuleVerdictKind.AwaitBytes)
        {
            await AwaitBytesAsync(input);
        }
        else
        {
            await _signal.WaitAsync();
        }

        _exchange.Waits.Await(ServerWait.None, 0);
    }

    /// <summary>The time is over, or the exchange.</summary>
    internal void End()
    {
        _signal.Set(0);
        _awaited?.CancelPendingRead();
    }

    /// <summary>As if so much time had gone by: for traces, which wait for nothing.</summary>
    internal void PassTime(int ms)
    {
        IsResumed = true;
        _sinceMs = _exchange.Place.Loop.Clock.NowMs - ms;
    }

    /// <summary>The next rule has not waited yet.</summary>
    public void Reset() => IsResumed = false;

    /// <summary>Returns when there are more bytes than before, or when that cannot be; all of them can be read again.</summary>
    private async LoopTask AwaitBytesAsync(LoopReader input)
    {
        if (!IsLast(input) && !input.TryFill(input.Unread.Length))
        {
            _awaited = input;
            await input.WaitAsync();
            _awaited = null;
        }

        input.Consume(0);
    }
}
