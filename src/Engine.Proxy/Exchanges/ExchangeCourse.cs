using Engine.IO.Pipes;
using Engine.IO.Tasks;
using Engine.Proxy.Clients;
using Engine.Proxy.Relays;

namespace Engine.Proxy.Exchanges;

/// <summary>The steps of an exchange, one behind the other: the story of which the exchange keeps the facts.</summary>
internal sealed class ExchangeCourse(Exchange exchange)
{
    private readonly RequestReceiver _receiver = new(exchange);
    private readonly Router _router = new(exchange);
    private ExchangePhase _phase;

    /// <summary>Step 8.</summary>
    internal Responder Responder { get; } = new(exchange);

    /// <summary>A cache has the response: once the other rules of the ruleset under way have let it pass, nothing else is asked (CFG 6.2.2).</summary>
    internal void OnCacheHit() => _router.EndPhases();

    /// <summary>Ready for the next exchange.</summary>
    internal void Reset()
    {
        _phase = ExchangePhase.Parse;
        _receiver.Reset();
        _router.Reset();
        Responder.Reset();
    }

    /// <summary>What an exchange that waits for more bytes waits for them from.</summary>
    internal LoopReader Awaited => _phase switch
    {
        ExchangePhase.Parse => exchange.Client.Pipe.Input,
        ExchangePhase.Connect => exchange.Attempts.Connecting,
        _ => exchange.ServerPipe.Input,
    };

    /// <summary>
    /// The way that nearly all HTTP exchanges take: straight on, with no wait but for bytes and for a connection. Done: the response is with the client, and
    /// <see cref="Exchange.Settle"/> is next. Wait: call again when <see cref="Awaited"/> has more. Slow: <see cref="RunAsync"/> goes on from here.
    /// </summary>
    internal Step TryGoOn()
    {
        Step step = Step.Slow;
        if (_phase == ExchangePhase.Parse)
        {
            // :: 2 parse
            step = Reached(ExchangePhase.Route, _receiver.TryReceive());
        }

        if (_phase == ExchangePhase.Route)
        {
            // :: 3 route: a rule that waits may wait for other things than bytes.
            step = Reached(ExchangePhase.Pick, _router.TryRoute());
            step = step == Step.Wait ? Step.Slow : step;
        }

        if (_phase <= ExchangePhase.Connect)
        {
            step = TryReach(step);
        }

        if (_phase == ExchangePhase.Send)
        {
            // :: 6 send: when the connection takes the whole request at once.
            step = Reached(ExchangePhase.Receive, exchange.Attempts.TrySend());
        }

        if (_phase == ExchangePhase.Receive)
        {
            // :: 7 receive
            step = Reached(ExchangePhase.Respond, exchange.Attempts.TryReceive());
        }

        if (_phase == ExchangePhase.Respond)
        {
            // :: 8 respond: when the whole response is there and the client takes it at once.
            step = Reached(ExchangePhase.Answer, Responder.TryRespond());
            step = step == Step.Done && !exchange.ResponseBegun ? Step.Slow : step;
        }

        return step;
    }

    /// <summary>:: 4 pick, 5 pool: an idle connection, or a new one that is on its way.</summary>
    private Step TryReach(Step step)
    {
        if (_phase == ExchangePhase.Pick)
        {
            step = Reached(ExchangePhase.Send, exchange.Attempts.TryPick());
            _phase = step == Step.Wait ? ExchangePhase.Connect : _phase;
        }
        else if (_phase == ExchangePhase.Connect)
        {
            step = Reached(ExchangePhase.Send, exchange.Attempts.TryEndConnect());
        }

        return step;
    }

    /// <summary>A request that failed before it had a server has no further phase but the answer.</summary>
    private Step Reached(ExchangePhase next, Step step)
    {
        if (step == Step.Done)
        {
            _phase = next;
        }
        else if (step == Step.Slow && next <= ExchangePhase.Pick)
        {
            _phase = ExchangePhase.Answer;
        }

        return step;
    }

    /// <summary>The same steps with all their waits, and the proxy's own answers. True when the client connection may serve another exchange.</summary>
    internal async LoopTask<bool> RunAsync()
    {
        Step step = Step.Slow;
        while (_phase == ExchangePhase.Route)
        {
            await exchange.RuleWait.WaitAsync(_router.Wait, exchange.Client.Pipe.Input);
            step = TryGoOn();
        }

        while (step == Step.Wait)
        {
            await Awaited.WaitAsync();
            step = TryGoOn();
        }

        if (_phase is >= ExchangePhase.Pick and <= ExchangePhase.Receive && await exchange.Attempts.ReachServerAsync())
        {
            _phase = ExchangePhase.Respond;
            _ = TryGoOn();
        }

        if (_phase == ExchangePhase.Respond)
        {
            await Responder.RespondAsync();
        }

        if (exchange.Cause is null && exchange.HasCacheHit)
        {
            await Responder.ServeAsync(exchange.Cache!);
        }

        await exchange.Sender.EndBodyAsync(cut: !Responder.LeavesBodyRunning);
        if (!exchange.ResponseBegun && (_router.Reply ?? Responder.Reply ?? exchange.Attempts.Reply ?? exchange.Replies.ToCause()) is { } answer)
        {
            await Responder.AnswerAsync(answer);
        }

        // :: 9 settle
        return exchange.Settle();
    }

    /// <summary>A TCP session from accept to the end of both directions.</summary>
    internal async LoopTask RunTcpAsync(ClientConnection client)
    {
        exchange.Begin(client);
        exchange.Times.HeadMs = exchange.Times.BeginMs;

        // :: 3 route
        Step step;
        while ((step = _router.TryRoute()) == Step.Wait)
        {
            // The client's own time runs while rules wait for what it says.
            client.Await(ClientWait.RequestHead, exchange.ClientTimeoutMs);
            await exchange.RuleWait.WaitAsync(_router.Wait, client.Pipe.Input);
        }

        client.StopWaiting();
        if (step == Step.Done && await exchange.Attempts.ConnectServerAsync())
        {
            if (exchange.Backend!.Persistence is not null)
            {
                exchange.Persistence.StoreRequest();
            }

            exchange.Record.OnResponseBegins();
            await Tunnel.RunAsync(exchange);
        }

        exchange.Settle();
    }
}
