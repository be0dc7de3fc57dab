using System;
using System.Collections.Generic;
using Engine.IO.Loop;
using Engine.LoadTests.Measuring;
using Engine.LoadTests.Pacing;
using Engine.LoadTests.Scenarios;

namespace Engine.LoadTests.Traffic;

/// <summary>
/// The load of one event loop: knows which phase it is, and gives its clients leave to send. In a closed loop whoever is below the level may always
/// send; where a rate is injected, a request may be sent once its time has come, and its latency counts from that time, however late a connection
/// is free for it. All of it runs on the loop.
/// </summary>
internal sealed class LoadLoop
{
    private readonly LoadPlan _plan;
    private readonly int _index;
    private readonly NanoClock _clock;
    private readonly Alarm _alarm;
    private readonly StepRotation _rotation;
    private readonly List<Client> _clients = [];
    private readonly Stack<Client> _idle = [];
    private readonly Queue<Ticket> _overdue = [];
    private Phase _phase;
    private Injection? _injection;
    private int _phaseIndex = -1;
    private long _phaseStartNs;
    private long _phaseEndNs;
    private int _level;
    private int _running;

    /// <param name="index">0-based number of this loop.</param>
    public LoadLoop(LoadPlan plan, int index, EventLoop loop, NanoClock clock, Alarm alarm)
    {
        _plan = plan;
        _index = index;
        Loop = loop;
        _clock = clock;
        _alarm = alarm;
        _alarm.Rang = OnAlarm;
        _rotation = new StepRotation(plan.Scenario.Steps);
        _phase = plan.Scenario.Phases[0];
        Recorder = new Recorder(plan.Scenario);
        ThinkTimes = new Random(index);
    }

    public EventLoop Loop { get; }

    public Recorder Recorder { get; }

    public long NowNs => _clock.NowNs;

    /// <summary>True once the last phase has ended: what is under way is waited for, nothing new is sent.</summary>
    public bool IsOver => _phaseIndex == _plan.Scenario.Phases.Count;

    /// <summary>Connections open now.</summary>
    public int OpenConnections { get; set; }

    /// <summary>Seeded by the loop's number: two runs think alike.</summary>
    public Random ThinkTimes { get; }

    public void Start()
    {
        Enter(0, NowNs);
        Arm(NowNs);
    }

    /// <summary>Ends the run early: as if the last phase ended now.</summary>
    public void Finish()
    {
        if (!IsOver)
        {
            Enter(_plan.Scenario.Phases.Count, NowNs);
            Arm(NowNs);
        }
    }

    /// <summary>Leave for one request, when one may be sent now.</summary>
    public bool TryTake(Client client, long nowNs, out Ticket ticket)
    {
        if (nowNs >= _phaseEndNs)
        {
            TurnPages(nowNs);
        }

        if (_overdue.Count > 0)
        {
            ticket = _overdue.Dequeue();
            return true;
        }

        if (_phase.Kind == PhaseKind.Constant && client.Index < _level)
        {
            int step = _plan.Scenario.IsWeighted ? _rotation.Next() : client.NextStep();
            ticket = new Ticket(nowNs, step, Recorder.StepsOf(_phaseIndex)[step], IsTimed: false);
            return true;
        }

        if (_injection is not null && _injection.TryTake(nowNs, out long dueNs))
        {
            ticket = Timed(dueNs);
            return true;
        }

        ticket = default;
        return false;
    }

    /// <summary>A client has nothing to do; it is woken when there is.</summary>
    public void Park(Client client)
    {
        if (MayInject(client))
        {
            _idle.Push(client);
        }

        Arm(NowNs);
    }

    /// <summary>Adds where this loop stands.</summary>
    public void AddTo(LoopProgress progress)
    {
        progress.OpenConnections += OpenConnections;
        progress.Add(Recorder, _plan.Scenario.Phases.Count, _phaseIndex);
    }

    public void OnClientEnded()
    {
        _running--;
        StopWhenDone();
    }

    private void OnAlarm()
    {
        long nowNs = NowNs;
        TurnPages(nowNs);
        if (_phase.Kind == PhaseKind.Constant)
        {
            Raise(_plan.ShareOf(_phase.LevelAt(nowNs - _phaseStartNs), _index));
        }
        else if (_injection is not null)
        {
            Admit(nowNs);
        }

        Arm(nowNs);
    }

    private void TurnPages(long nowNs)
    {
        while (!IsOver && nowNs >= _phaseEndNs)
        {
            // From the end of the last one, not from now: phases do not drift.
            Enter(_phaseIndex + 1, _phaseEndNs);
            Arm(nowNs);
        }
    }

    private void Enter(int index, long atNs)
    {
        LeaveInjecting();
        _phaseIndex = index;
        _idle.Clear();
        _level = 0;
        if (IsOver)
        {
            _phase = new Phase(PhaseKind.Pause, 0, 0, 1, "");
            _phaseEndNs = long.MaxValue;
            foreach (Client client in _clients)
            {
                client.Wake();
            }

            StopWhenDone();
            return;
        }

        _phase = _plan.Scenario.Phases[index];
        _phaseStartNs = atNs;
        _phaseEndNs = atNs + _phase.DurationNs;
        if (_phase.Kind == PhaseKind.Constant)
        {
            Raise(_plan.ShareOf(_phase.LevelAt(0), _index));
        }
        else if (_phase.Kind == PhaseKind.Inject)
        {
            BeginInjecting();
        }
    }

    private void BeginInjecting()
    {
        _injection = new Injection(_phase, _phaseStartNs, _index, _plan.Scenario.Loops);
        foreach (Client client in _clients)
        {
            if (client.IsParked && MayInject(client))
            {
                _idle.Push(client);
            }
        }
    }

    /// <summary>
    /// What was due and finds a client is sent even now: then it was this loop that was late. What finds none is a failure of its phase;
    /// without that an overloaded target would look like a slower rate.
    /// </summary>
    private void LeaveInjecting()
    {
        if (_injection is null)
        {
            return;
        }

        long untilNs = Math.Min(NowNs, _phaseEndNs);
        while (_injection.WaitingAt(untilNs) > 0 && (_injection.OnTheWay > 0 || TryWakeOne()) && _injection.TryTake(untilNs, out long dueNs))
        {
            _overdue.Enqueue(Timed(dueNs));
        }

        Recorder.UnsentOf(_phaseIndex).Add(FailureKind.Unsent, 0, _injection.WaitingAt(untilNs));
        _injection = null;
    }

    private Ticket Timed(long dueNs)
    {
        int step = _rotation.Next();
        return new Ticket(dueNs, step, Recorder.StepsOf(_phaseIndex)[step], IsTimed: true);
    }

    /// <summary>Another level of a closed loop. Those above it stop by themselves, with their next answer.</summary>
    private void Raise(int level)
    {
        int from = Math.Min(_level, level);
        _level = level;
        for (int i = from; i < level; i++)
        {
            if (i == _clients.Count)
            {
                AddClient();
            }
            else if (_clients[i].IsParked)
            {
                _clients[i].Wake();
            }
        }
    }

    /// <summary>
    /// Wakes a client for each request that is due, and makes new ones while there may be more. What no client is left for is taken by the
    /// first that has its answer.
    /// </summary>
    private void Admit(long nowNs)
    {
        while (_injection!.NextNs <= nowNs && TryWakeOne())
        {
            _injection.Admit();
        }
    }

    private bool TryWakeOne()
    {
        if (_idle.TryPop(out Client? client))
        {
            client.Wake();
            return true;
        }

        bool grows = CanGrow;
        if (grows)
        {
            AddClient();
        }

        return grows;
    }

    private void Arm(long nowNs) => _alarm.Set(_phase.Kind switch
    {
        _ when IsOver => long.MaxValue,
        PhaseKind.Constant when _phase.From != _phase.To => Math.Min(_phaseEndNs, _phaseStartNs + _phase.NextLevelNs(nowNs - _phaseStartNs)),
        PhaseKind.Inject when _idle.Count > 0 || CanGrow => Math.Min(_phaseEndNs, _injection!.NextNs),
        _ => _phaseEndNs,
    });

    private bool CanGrow => _clients.Count < _plan.ShareOf(_plan.Scenario.Connections, _index);

    private bool MayInject(Client client) => _phase.Kind == PhaseKind.Inject && client.Index < _plan.ShareOf(_plan.Scenario.Connections, _index);

    private void AddClient()
    {
        var client = new Client(this, _plan, _clients.Count);
        _clients.Add(client);
        _running++;
        Loop.Schedule(static client => ((Client)client!).RunAsync().Forget(), client);
    }

    private void StopWhenDone()
    {
        if (IsOver && _running == 0)
        {
            Loop.Stop();
        }
    }
}
