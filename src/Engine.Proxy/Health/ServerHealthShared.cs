using System;
using System.Globalization;
using System.Threading;
using Engine.Config.Model;
using Engine.Proxy.State;

namespace Engine.Proxy.Health;

/// <summary>
/// What is known of a server's health, and everything that may change it: checks, its agent, live traffic, the operator. Called by
/// all loops and by the runtime API; every change happens under <see cref="HealthEffects.Changes"/>.
/// </summary>
public sealed class ServerHealthShared
{
    /// <summary>What messages say of the operator's changes.</summary>
    private const string FromCli = ", changed from CLI";

    private const int InfoCharsMax = 127;

    private readonly ServerState _server;
    private readonly ServerTransitions _transitions;
    private int _observedErrors;

    /// <summary>ms since the last change, as an earlier process counted them.</summary>
    private long _restoredMs;

    internal ServerHealthShared(ServerState server)
    {
        _server = server;
        _transitions = new ServerTransitions(server);
        HealthPlan plan = server.Plan.Health;
        bool isPaused = server.Plan.Disabled;
        Check.IsPaused = Agent.IsPaused = isPaused;
        Renew(plan, plan);
        Check.Health = plan.InitialState switch
        {
            InitialHealth.FullyUp => Check.HealthMax,
            InitialHealth.Down => Check.Rise - 1,
            InitialHealth.FullyDown => 0,
            _ => Check.Rise,
        };
        Check.Health = isPaused ? 0 : Check.Health;
    }

    /// <summary>The server's own check.</summary>
    public CheckState Check { get; } = new(isAgent: false);

    /// <summary>The agent beside it.</summary>
    public CheckState Agent { get; } = new(isAgent: true);

    /// <summary>Failed checks that counted.</summary>
    public long FailedChecks { get; private set; }

    /// <summary>How often live traffic reached its limit of errors.</summary>
    public long FailedObservations { get; private set; }

    /// <summary>Errors of live traffic in a row.</summary>
    public int ObservedErrors => Volatile.Read(ref _observedErrors);

    /// <summary>How often the server went down.</summary>
    public int TimesDown => _transitions.TimesDown;

    /// <summary>Seconds since it went up, down or into another state.</summary>
    public long SecondsSinceChange => Math.Max(0, _transitions.Effects.NowMs - _transitions.LastChangeMs) / 1000;

    /// <summary>Seconds it has been down in all.</summary>
    public long DownSeconds => _transitions.DownMsUntilNow() / 1000;

    /// <summary>The server whose state this one takes over; null for none.</summary>
    public ServerHealthShared? Tracked => _transitions.Tracked?.Server.Health;

    public ServerState Server => _server;

    internal ServerTransitions Transitions => _transitions;

    /// <summary>True when no check keeps it from being up.</summary>
    internal bool AllowsRunning => (!Agent.IsEnabled || Agent.IsUp) && (!Check.IsEnabled || Check.IsUp);

    internal bool ObservesLayer4 => _server.Plan.Health.Observe != ObservedLayer.None;

    private HealthEffects Effects => _transitions.Effects;

    /// <summary>Number of the loop that checks it; -1 before it was given to one.</summary>
    internal int Owner { get; set; } = -1;

    /// <summary>Another configuration: what was found out so far stays.</summary>
    internal void Renew(HealthPlan plan, HealthPlan old)
    {
        bool wasFull = Check.Health == Check.HealthMax;
        (Check.Rise, Check.Fall) = (plan.Rise, plan.Fall);
        Check.Health = wasFull ? Check.HealthMax : Math.Min(Check.Health, Check.HealthMax);
        Carry(Check, old.Check, plan.Check);
        Carry(Agent, old.Agent, plan.Agent);
        Configure(Check, plan.Check is not null);
        Configure(Agent, plan.Agent is not null);
        _transitions.Untrack();
    }

    /// <summary>What the operator has changed about where and how is checked stays where the configuration says what it said.</summary>
    private static void Carry(CheckState check, CheckPlan? old, CheckPlan? now)
    {
        if (check.Changed is not { } changed)
        {
            return;
        }

        bool stays = old is not null && now is not null && Equals(old.Endpoint, now.Endpoint) && old.Port == now.Port;
        check.Changed = stays ? now!.With(changed.Endpoint, changed.Port, ReferenceEquals(changed.Script, old!.Script) ? now.Script : changed.Script) : null;
    }

    private static void Configure(CheckState check, bool isConfigured)
    {
        if (check.IsConfigured != isConfigured)
        {
            check.IsConfigured = check.IsEnabled = isConfigured;
            check.Status = isConfigured ? CheckStatus.Initializing : CheckStatus.Unknown;
        }
    }

    /// <summary>Before loops run.</summary>
    internal void Attach(HealthEffects effects)
    {
        _transitions.Effects = effects;
        _transitions.LastChangeMs = effects.NowMs - _restoredMs;
    }

    internal void Track(ServerHealthShared tracked) => _transitions.Track(tracked._transitions);

    /// <summary>A check begins.</summary>
    internal void OnBegin(CheckState check)
    {
        check.IsUnderWay = true;
        check.IsTimed = true;
        check.BeganMs = Effects.NowMs;
    }

    /// <summary>A check has ended.</summary>
    internal void OnEnd(CheckState check, in CheckOutcome outcome)
    {
        lock (Effects.Changes)
        {
            check.IsUnderWay = false;
            if (!check.IsEnabled || check.IsPaused)
            {
                return;
            }

            Note(check, outcome);
            Judge(check);
        }
    }

    /// <summary>Live traffic went well, or did not. One branch for servers that are not observed stands before the call.</summary>
    /// <param name="error">What went wrong; null = nothing.</param>
    internal void OnObserved(string? error)
    {
        if (error is null)
        {
            if (ObservedErrors != 0)
            {
                Volatile.Write(ref _observedErrors, 0);
            }

            return;
        }

        int errors = Interlocked.Increment(ref _observedErrors);
        if (errors >= _server.Plan.Health.ErrorLimit)
        {
            OnTooManyErrors(error);
        }
    }

    /// <summary><c>set server state ready</c>.</summary>
    public void SetReady()
    {
        lock (Effects.Changes)
        {
            _transitions.ClearAdmin(ServerAdmin.ForcedDrain);
            _transitions.ClearAdmin(ServerAdmin.ForcedMaintenance);
        }
    }

    /// <summary><c>set server state drain</c>.</summary>
    public void SetDrain(string cause = "")
    {
        lock (Effects.Changes)
        {
            _transitions.SetAdmin(ServerAdmin.ForcedDrain, cause);
            _transitions.ClearAdmin(ServerAdmin.ForcedMaintenance);
        }
    }

    /// <summary><c>set server state maint</c>, <c>disable server</c>.</summary>
    public void SetMaintenance(string cause = "")
    {
        lock (Effects.Changes)
        {
            _transitions.SetAdmin(ServerAdmin.ForcedMaintenance, cause);
            _transitions.ClearAdmin(ServerAdmin.ForcedDrain);
        }
    }

    /// <summary><c>enable server</c>: out of maintenance, still drained if it was.</summary>
    public void LeaveMaintenance()
    {
        lock (Effects.Changes)
        {
            _transitions.ClearAdmin(ServerAdmin.ForcedMaintenance);
        }
    }

    /// <summary>Its name has no address, or has one again.</summary>
    public void SetResolved(bool resolved, string cause = "")
    {
        lock (Effects.Changes)
        {
            if (resolved)
            {
                _transitions.ClearAdmin(ServerAdmin.ResolutionMaintenance);
            }
            else
            {
                _transitions.SetAdmin(ServerAdmin.ResolutionMaintenance, cause);
            }
        }
    }

    /// <summary><c>set server health up|stopping|down</c>. False: the server tracks another, whose health is to be changed.</summary>
    public bool TrySetHealth(ServerOperation operation)
    {
        lock (Effects.Changes)
        {
            if (Tracked is not null)
            {
                return false;
            }

            Check.Health = operation == ServerOperation.Stopped ? 0 : Check.HealthMax;
            Change(operation, FromCli);
            return true;
        }
    }

    /// <summary><c>set server agent up|down</c>. False: agent checks are not enabled on this server.</summary>
    public bool TrySetAgent(bool isUp)
    {
        lock (Effects.Changes)
        {
            if (!Agent.IsEnabled)
            {
                return false;
            }

            Agent.Health = isUp ? Agent.HealthMax : 0;
            Change(isUp ? ServerOperation.Running : ServerOperation.Stopped, FromCli);
            return true;
        }
    }

    /// <summary><c>enable|disable health</c>, <c>enable|disable agent</c>. False: it was not configured on this server.</summary>
    public bool TryEnable(CheckState check, bool enable)
    {
        lock (Effects.Changes)
        {
            if (enable && !check.IsConfigured)
            {
                return false;
            }

            check.IsEnabled = enable;
            return true;
        }
    }

    /// <summary>Another weight, 0..256, as an agent or the operator asks for.</summary>
    public void SetWeight(int weight)
    {
        lock (Effects.Changes)
        {
            bool hadServers = _server.Backend.HasUsable;
            _server.SetWeight(weight);
            _transitions.OnWeight(hadServers);
        }
    }

    /// <summary>Another limit of concurrent requests; 0 = none.</summary>
    public void SetMaxConn(int maxConn)
    {
        lock (Effects.Changes)
        {
            _server.SetMaxConn(maxConn);
            Effects.Return(_server);
        }
    }

    /// <summary>Takes over what an earlier process knew. Before any loop runs.</summary>
    internal void Restore(ServerOperation operation, int checkHealth, int secondsSinceChange, bool checks, bool asksAgent)
    {
        bool isOut = (_server.Admin & ServerAdmin.Maintenance) != 0;
        ServerOperation known = operation is ServerOperation.Starting ? ServerOperation.Running : operation;
        _server.SetOperation(isOut || (!Check.IsConfigured && !Agent.IsConfigured && Tracked is null) ? isOut ? ServerOperation.Stopped : ServerOperation.Running : known);
        Check.Health = isOut ? 0 : Check.IsConfigured ? Math.Clamp(checkHealth, 0, Check.HealthMax) : Check.Health;
        Check.IsEnabled = Check.IsConfigured && checks;
        Agent.IsEnabled = Agent.IsConfigured && asksAgent;
        Check.IsPaused = Agent.IsPaused = isOut;
        _restoredMs = secondsSinceChange * 1000L;
    }

    internal void PauseChecks(bool paused)
    {
        Check.IsPaused = Agent.IsPaused = paused;
        if (paused)
        {
            Check.Health = 0;
        }
    }

    private void Change(ServerOperation operation, string reason)
    {
        switch (operation)
        {
            case ServerOperation.Stopped:
                _transitions.Stop(reason);
                break;
            case ServerOperation.Stopping:
                _transitions.BeginStopping(reason);
                break;
            default:
                _transitions.Run(reason);
                break;
        }
    }

    /// <summary>Takes over what a check found, counts it and says so where every check is logged.</summary>
    private void Note(CheckState check, in CheckOutcome outcome)
    {
        CheckStatus before = check.Status;
        check.Info = outcome.Info is { Length: > InfoCharsMax } info ? info[..InfoCharsMax] : outcome.Info ?? "";
        check.Status = outcome.Status;
        check.Code = outcome.Code;
        CheckResult result = CheckStatuses.ResultOf(outcome.Status);
        check.Result = result == CheckResult.Unknown ? check.Result : result;
        check.DurationMs = outcome.Status == CheckStatus.Observed ? -1 : check.IsTimed ? Effects.NowMs - check.BeganMs : check.DurationMs;
        check.IsTimed &= outcome.Status == CheckStatus.Observed;
        if (check.Result == CheckResult.Neutral)
        {
            return;
        }

        bool counted = Count(check);
        if (_server.Plan.Health.LogsChecks && (counted || check.Status != before))
        {
            string text = HealthMessages.CheckOf(_server, check);
            Effects.Say(_server, LogLevel.Notice, text);
            Effects.Mail(_server, LogLevel.Info, text);
        }
    }

    /// <summary>True when it brought the server nearer to a change, or back.</summary>
    private bool Count(CheckState check)
    {
        if (check.Result == CheckResult.Failed)
        {
            // An agent that cannot be reached says nothing about the server.
            if (check.Health == 0 || (check.IsAgent && check.Status < CheckStatus.CodesFollow))
            {
                return false;
            }

            FailedChecks++;
            check.Health = check.Health - 1 < check.Rise ? 0 : check.Health - 1;
            return true;
        }

        if (_server.Plan.Health.Observe != ObservedLayer.None)
        {
            Volatile.Write(ref _observedErrors, 0);
        }

        if (check.Health >= check.HealthMax)
        {
            return false;
        }

        check.Health = check.Health + 1 >= check.Rise ? check.HealthMax : check.Health + 1;
        return true;
    }

    /// <summary>Draws the consequence of a check. Most have none: nothing is put into words then.</summary>
    private void Judge(CheckState check)
    {
        ServerOperation now = _server.Operation;
        ServerOperation next = ConsequenceOf(check);
        bool isUpAlready = next == ServerOperation.Running && now == ServerOperation.Starting;
        if (next != now && !isUpAlready)
        {
            Change(next, _server.Plan.Health.LogsChecks ? "" : HealthMessages.ReasonOf(check));
        }
    }

    /// <summary>What the server is after this check; what it is now where the check decides nothing.</summary>
    private ServerOperation ConsequenceOf(CheckState check)
    {
        ServerOperation now = _server.Operation;
        return check.Result switch
        {
            CheckResult.Failed when check.Health == 0 && (!check.IsAgent || check.Status == CheckStatus.Layer7WrongStatus) => ServerOperation.Stopped,
            CheckResult.PassedForNow when !check.IsAgent && AllowsRunning => ServerOperation.Stopping,
            CheckResult.Passed when AllowsRunning && !(check.IsAgent && now == ServerOperation.Stopping) => ServerOperation.Running,
            _ => now,
        };
    }

    private void OnTooManyErrors(string error)
    {
        lock (Effects.Changes)
        {
            HealthPlan plan = _server.Plan.Health;
            int errors = ObservedErrors;
            if (errors < plan.ErrorLimit)
            {
                return;
            }

            string info = string.Create(CultureInfo.InvariantCulture, $"Detected {errors} consecutive errors, last one was: {error}");
            React(plan.OnError, info);
            Volatile.Write(ref _observedErrors, 0);
            FailedObservations++;
            if (plan.Check is { } check)
            {
                Effects.Hasten(_server, Effects.NowMs + check.FastInterMs);
            }
        }
    }

    private void React(ErrorReaction reaction, string info)
    {
        switch (reaction)
        {
            case ErrorReaction.FastInter:
                return;
            case ErrorReaction.SuddenDeath:
                // As if one more failed check were the last.
                Check.Health = Math.Min(Check.Health, Check.Rise + 1);
                break;
            case ErrorReaction.MarkDown:
                Check.Health = Check.Rise;
                break;
        }

        Note(Check, new CheckOutcome(CheckStatus.Observed, info));
        Judge(Check);
    }
}
