using System;
using Engine.Http;
using Engine.IO.Loop;
using Engine.IO.Sockets;
using Engine.IO.Tasks;
using Engine.LoadTests.Measuring;
using Engine.LoadTests.Scenarios;

namespace Engine.LoadTests.Traffic;

/// <summary>
/// One connection's place in the load, for the whole run: takes leave to send, connects when it has no connection, sends, reads the answer, counts
/// it, thinks. With pipelining several requests are under way; answers come in their order. Belongs to one loop.
/// </summary>
internal sealed class Client : ITimerOwner
{
    /// <summary>A target that refuses is not asked again at once: the loop would do nothing else. As long as k6's default back-off in its first step.</summary>
    private const int RetryMs = 100;

    private readonly LoadLoop _load;
    private readonly LoadPlan _plan;
    private readonly Scenario _scenario;
    private readonly SocketConnection _connection;
    private readonly RequestSender _sender;
    private readonly AnswerReader _answer;
    private readonly LoopTimer _timer;
    private readonly LoopSignal _signal;
    private readonly TicketQueue _tickets;
    private int _turn;
    private bool _isLate;
    private bool _isWaitingForAnswer;
    private bool _isParked;
    private bool _isRefused;

    /// <param name="index">0-based place among the clients of its loop: below the level of a closed loop it may send.</param>
    public Client(LoadLoop load, LoadPlan plan, int index)
    {
        _load = load;
        _plan = plan;
        _scenario = plan.Scenario;
        Index = index;
        _connection = new SocketConnection(load.Loop);
        _sender = new RequestSender(_connection);
        _answer = new AnswerReader(_connection);
        _timer = new LoopTimer(this);
        _signal = new LoopSignal(load.Loop);
        _tickets = new TicketQueue(_scenario.Pipeline);
    }

    public int Index { get; }

    /// <summary>True exactly while it waits for leave to send.</summary>
    public bool IsParked => _isParked && _signal.IsWaiting;

    /// <summary>A usable connection: open, and not announced to be closing before anything is sent on it.</summary>
    private bool IsConnected => _connection.IsOpen && (_tickets.Unsent < _tickets.Count || !_connection.PeerClosed);

    public async LoopTask RunAsync()
    {
        // One look at the clock ends a request and begins the next.
        long nowNs = _load.NowNs;
        while (TopUp(nowNs) || !_load.IsOver)
        {
            if (_tickets.Count == 0 || (!IsConnected && !await ConnectAsync()))
            {
                await RestAsync();
                nowNs = _load.NowNs;
                continue;
            }

            Send();
            AnswerState state;
            HttpMethod method = TemplateOf(0).Method;
            while ((state = _answer.Read(method)) == AnswerState.NeedMore)
            {
                if (_isLate || (!_connection.Input.TryFill(_answer.Seen) && !await _connection.Input.WaitAsync()))
                {
                    break;
                }
            }

            nowNs = _load.NowNs;
            if (!Settle(state, nowNs))
            {
                await DisconnectAsync();
            }

            if (_scenario.ThinkMaxMs > 0)
            {
                await PauseAsync(_load.ThinkTimes.NextInt64(_scenario.ThinkMinMs, _scenario.ThinkMaxMs + 1));
                nowNs = _load.NowNs;
            }
        }

        await DisconnectAsync();
        _load.Loop.Timers.Remove(_timer);
        _load.OnClientEnded();
    }

    /// <summary>Ends a pause; does nothing when there is none.</summary>
    public void Wake() => _signal.Set(0);

    /// <summary>The next step when they are taken in turn.</summary>
    public int NextStep()
    {
        int step = _turn;
        _turn = step + 1 == _scenario.Steps.Count ? 0 : step + 1;
        return step;
    }

    void ITimerOwner.OnTimer(LoopTimer timer)
    {
        if (_isWaitingForAnswer)
        {
            _isLate = true;
            _connection.CancelWaits();
        }
        else
        {
            _signal.Set(0);
        }
    }

    /// <summary>Takes leave for as many requests as may be under way. True when any is under way or to be sent.</summary>
    private bool TopUp(long nowNs)
    {
        // More answers are here: they are read first, so that the next requests leave together.
        bool holdBack = _tickets.Count > 0 && (!_connection.Input.Unread.IsEmpty || _connection.PeerClosed || _sender.IsSending);
        if (!holdBack)
        {
            while (!_tickets.IsFull && _load.TryTake(this, nowNs, out Ticket ticket))
            {
                _tickets.Enqueue(ticket);
            }
        }

        return _tickets.Count > 0;
    }

    private void Send()
    {
        Arm(_scenario.TimeoutMs);
        if (_tickets.Unsent == 1)
        {
            _sender.Send(TemplateOf(_tickets.Count - 1));
        }
        else if (_tickets.Unsent > 1)
        {
            for (int i = _tickets.Count - _tickets.Unsent; i < _tickets.Count; i++)
            {
                _sender.Add(TemplateOf(i));
            }

            _sender.SendAdded();
        }

        _tickets.MarkSent();
    }

    private RequestTemplate TemplateOf(int place) => _plan.Templates[_tickets[place].Step];

    /// <summary>Counts what came. True when the connection stays.</summary>
    private bool Settle(AnswerState state, long nowNs)
    {
        bool stays = state == AnswerState.Whole && _scenario.KeepAlive && _answer.KeepsAlive;
        if (state != AnswerState.Whole)
        {
            _tickets.FailAll(KindOf(state), state == AnswerState.Invalid ? (int)_answer.Fault : 0);
        }
        else
        {
            Ticket ticket = _tickets.Dequeue();

            // An answer ahead of the end of its own request: the rest of the request is not sent, and nothing behind it can be.
            stays &= _tickets.Count > 0 || !_sender.IsSending;
            bool isSurplus = stays && _tickets.Count == 0 && !_connection.Input.Unread.IsEmpty;
            stays &= !isSurplus;
            Judge(ticket, nowNs, isSurplus);

            // What was asked behind a last answer has not been looked at (RFC 9112 section 9.6): it is asked again on the next connection.
            if (!stays)
            {
                _tickets.MarkUnsent();
            }
        }

        _answer.Begin();
        return stays;
    }

    private void Judge(in Ticket ticket, long nowNs, bool isSurplus)
    {
        Step step = _scenario.Steps[ticket.Step];
        if (!step.IsRight(_answer.Status))
        {
            ticket.Tally.Failures.Add(FailureKind.Status, _answer.Status);
        }
        else if (step.BodyBytes >= 0 && step.BodyBytes != _answer.BodyBytes)
        {
            ticket.Tally.Failures.Add(FailureKind.Length, 0);
        }
        else if (isSurplus)
        {
            ticket.Tally.Failures.Add(FailureKind.Surplus, 0);
        }
        else
        {
            ticket.Tally.AddGood(nowNs - ticket.StartNs, _answer.BodyBytes);
        }
    }

    /// <summary>NeedMore: the wait for more was cut off.</summary>
    private static FailureKind KindOf(AnswerState state) => state switch
    {
        AnswerState.NeedMore => FailureKind.Timeout,
        AnswerState.Reset => FailureKind.Reset,
        AnswerState.Closed => FailureKind.Closed,
        AnswerState.Truncated => FailureKind.Truncated,
        _ => FailureKind.Invalid,
    };

    private async LoopTask<bool> ConnectAsync()
    {
        await DisconnectAsync();
        long startNs = _load.NowNs;
        Arm(_scenario.TimeoutMs);
        int error = await _connection.ConnectAsync(new ConnectTarget { Address = _plan.Endpoint.Native, Options = ConnectOptions.Default });
        if (error != 0)
        {
            _tickets.FailAll(FailureKind.Connect, error);
            _isRefused = true;
            return false;
        }

        long nowNs = _load.NowNs;
        _load.OpenConnections++;
        _load.Recorder.Connects.AddGood(nowNs - startNs, 0);
        if (_scenario.KeepAlive)
        {
            // In a closed loop, making a connection that is kept is not part of a request's latency.
            _tickets.Restart(nowNs);
        }

        return true;
    }

    private async LoopTask DisconnectAsync()
    {
        if (!_connection.IsOpen)
        {
            return;
        }

        if (_sender.IsSending)
        {
            await _sender.AbandonAsync();
        }

        _connection.Close(reset: false);
        _answer.Begin();
        _load.OpenConnections--;
    }

    /// <summary>Waits for leave to send; after a failure to connect, a moment first.</summary>
    private async LoopTask RestAsync()
    {
        if (_isRefused)
        {
            _isRefused = false;
            await PauseAsync(RetryMs);
            return;
        }

        _isParked = true;
        _isWaitingForAnswer = false;
        _timer.Clear();
        _load.Park(this);
        await _signal.WaitAsync();
        _isParked = false;
    }

    private async LoopTask PauseAsync(long ms)
    {
        if (ms > 0)
        {
            _isWaitingForAnswer = false;
            _load.Loop.Timers.Set(_timer, _load.Loop.Clock.NowMs + ms);
            await _signal.WaitAsync();
            _timer.Clear();
        }
    }

    private void Arm(long ms)
    {
        _isLate = false;
        _isWaitingForAnswer = true;
        _load.Loop.Timers.Set(_timer, _load.Loop.Clock.NowMs + ms);
    }
}
