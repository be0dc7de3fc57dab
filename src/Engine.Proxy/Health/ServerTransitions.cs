using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.State;

namespace Engine.Proxy.Health;

/// <summary>
/// The ways of one server between up, stopping, down, drain and maintenance, what is said about each and what follows: for its
/// sessions, its queue, and the servers that track it. Everything here runs under <see cref="HealthEffects.Changes"/>.
/// </summary>
internal sealed class ServerTransitions(ServerState server)
{
    private const long MsPerSecond = 1000;

    private readonly List<ServerTransitions> _trackers = [];

    /// <summary>Why the administrative state changed last: printed in parentheses.</summary>
    private string _cause = "";

    internal ServerState Server => server;

    internal HealthEffects Effects { get; set; } = HealthEffects.None;

    /// <summary>Whose state this server takes over; null for none.</summary>
    internal ServerTransitions? Tracked { get; private set; }

    /// <summary>Loop time of the last change between up and down; 0 before any.</summary>
    internal long LastChangeMs { get; set; }

    /// <summary>ms the server was down before <see cref="LastChangeMs"/>.</summary>
    internal long DownMs { get; private set; }

    /// <summary>How often it went down.</summary>
    internal int TimesDown { get; private set; }

    private BackendState Backend => server.Backend;

    private bool IsInMaintenance => (server.Admin & ServerAdmin.Maintenance) != 0;

    private bool IsUp => server.Operation is ServerOperation.Running or ServerOperation.Starting;

    private string Via => HealthMessages.Via(Tracked?.Server);

    internal void Untrack()
    {
        Tracked?._trackers.Remove(this);
        Tracked = null;
    }

    internal void Track(ServerTransitions tracked)
    {
        Tracked = tracked;
        tracked._trackers.Add(this);

        // A configuration that was read again may bring a server that tracks one which is down already.
        ServerOperation known = tracked.Server.Operation;
        if (!IsInMaintenance && known is ServerOperation.Stopped or ServerOperation.Stopping && server.Operation != known)
        {
            Change(known);
        }
    }

    /// <param name="reason">What messages say about why: ", reason: ..." or ", changed from CLI"; "" = nothing.</param>
    internal void Stop(string reason)
    {
        if (IsInMaintenance || server.Operation == ServerOperation.Stopped)
        {
            return;
        }

        GoDown($"{HealthMessages.NameOf(server)} is DOWN{reason}{Via}");
        foreach (ServerTransitions tracker in _trackers)
        {
            tracker.Stop("");
        }
    }

    /// <summary>Up, but no new load.</summary>
    internal void BeginStopping(string reason)
    {
        if (IsInMaintenance || server.Operation == ServerOperation.Stopping)
        {
            return;
        }

        if (server.Operation == ServerOperation.Stopped)
        {
            CountDownTime();
        }

        bool hadServers = Backend.HasUsable;
        Change(ServerOperation.Stopping);
        int moved = Effects.Leave(server);
        Effects.Say(server, LogLevel.Notice, $"{HealthMessages.NameOf(server)} is stopping{reason}{Via}{HealthMessages.OnlineOf(server, moved)}");
        SayIfEmpty(hadServers);
        foreach (ServerTransitions tracker in _trackers)
        {
            tracker.BeginStopping("");
        }
    }

    internal void Run(string reason)
    {
        if (IsInMaintenance || IsUp)
        {
            return;
        }

        bool hadServers = Backend.HasUsable;
        int moved = ComeUp();
        NoteReturn(hadServers);
        Announce(LogLevel.Notice, $"{HealthMessages.NameOf(server)} is UP{reason}{Via}{HealthMessages.OnlineOf(server, moved)}");
        foreach (ServerTransitions tracker in _trackers)
        {
            tracker.Run("");
        }
    }

    /// <param name="flag">One of maintenance or drain.</param>
    /// <param name="cause">Printed in parentheses; "" = nothing.</param>
    internal void SetAdmin(ServerAdmin flag, string cause)
    {
        if ((server.Admin & flag) != 0)
        {
            return;
        }

        _cause = cause.Length == 0 ? "" : $" ({cause})";
        ServerAdmin family = (flag & ServerAdmin.Maintenance) != 0 ? ServerAdmin.Maintenance : ServerAdmin.Drain;
        ServerAdmin before = server.Admin;
        bool hadServers = Backend.HasUsable;
        server.SetAdmin(flag, ServerAdmin.None);
        if (family == ServerAdmin.Maintenance)
        {
            EnterMaintenance(before, hadServers, flag);
        }
        else if ((before & (ServerAdmin.Maintenance | ServerAdmin.Drain)) == 0)
        {
            EnterDrain(hadServers, flag);
        }

        if ((before & family) != 0)
        {
            return;
        }

        foreach (ServerTransitions tracker in _trackers)
        {
            tracker.SetAdmin(family == ServerAdmin.Maintenance ? ServerAdmin.InheritedMaintenance : ServerAdmin.InheritedDrain, cause);
        }
    }

    internal void ClearAdmin(ServerAdmin flag)
    {
        if ((server.Admin & flag) == 0)
        {
            return;
        }

        ServerAdmin family = (flag & ServerAdmin.Maintenance) != 0 ? ServerAdmin.Maintenance : ServerAdmin.Drain;
        ServerAdmin before = server.Admin;
        bool hadServers = Backend.HasUsable;
        server.SetAdmin(ServerAdmin.None, flag == ServerAdmin.ForcedMaintenance ? flag | ServerAdmin.ConfiguredMaintenance : flag);
        if (family == ServerAdmin.Maintenance)
        {
            LeaveMaintenance(before);
        }
        else if ((before & ServerAdmin.Maintenance) == 0)
        {
            LeaveDrain(before);
        }

        NoteReturn(hadServers);
        if ((server.Admin & family) != 0)
        {
            return;
        }

        foreach (ServerTransitions tracker in _trackers)
        {
            tracker.ClearAdmin(family == ServerAdmin.Maintenance ? ServerAdmin.InheritedMaintenance : ServerAdmin.InheritedDrain);
        }
    }

    /// <summary>Its weight was changed while running: a server of weight 0 takes no new load, and one with a weight does again.</summary>
    internal void OnWeight(bool hadServers)
    {
        if (server.TakesNew)
        {
            Effects.Return(server);
        }

        NoteReturn(hadServers);
        SayIfEmpty(hadServers);
    }

    private void GoDown(string text)
    {
        bool wasLeaving = server.Operation == ServerOperation.Stopping || (server.Admin & ServerAdmin.Drain) != 0;
        bool hadServers = Backend.HasUsable;
        Change(ServerOperation.Stopped);
        TimesDown++;
        LastChangeMs = Effects.NowMs;
        if (server.Plan.Health.EndsSessionsWhenDown)
        {
            Effects.EndSessions(server, isDown: true);
        }

        int moved = Effects.Leave(server);
        Announce(wasLeaving ? LogLevel.Notice : LogLevel.Alert, text + HealthMessages.LeftOf(server, moved));
        SayIfEmpty(hadServers);
    }

    /// <returns>How many waiting requests got a slot.</returns>
    private int ComeUp()
    {
        if (server.Operation == ServerOperation.Stopped)
        {
            CountDownTime();
        }

        bool warmsUp = server.Plan.Health.SlowStartMs > 0;
        server.SetWarmPercent(warmsUp ? 1 : 100);
        Change(warmsUp ? ServerOperation.Starting : ServerOperation.Running);
        if (warmsUp)
        {
            Effects.WarmUp(server);
        }

        if (server.Plan.Health.EndsBackupSessionsWhenUp && !server.Plan.Backup && server.TakesNew)
        {
            foreach (ServerState other in Backend.Servers)
            {
                if (other.Plan.Backup)
                {
                    Effects.EndSessions(other, isDown: false);
                }
            }
        }

        return Effects.Return(server);
    }

    private void EnterMaintenance(ServerAdmin before, bool hadServers, ServerAdmin flag)
    {
        if ((before & ServerAdmin.Maintenance) != 0)
        {
            return;
        }

        server.Health.PauseChecks(paused: true);
        string via = flag == ServerAdmin.InheritedMaintenance ? Via : "";
        string name = HealthMessages.NameOf(server);
        if (server.Operation == ServerOperation.Stopped)
        {
            Effects.Say(server, LogLevel.Notice, $"{name} was DOWN and now enters maintenance{_cause}{via}");
            return;
        }

        // The counters of the backend must see it as usable before, and not after.
        bool wasLeaving = server.Operation == ServerOperation.Stopping || (before & ServerAdmin.Drain) != 0;
        Change(ServerOperation.Stopped);
        TimesDown++;
        LastChangeMs = Effects.NowMs;
        if (server.Plan.Health.EndsSessionsWhenDown)
        {
            Effects.EndSessions(server, isDown: true);
        }

        int moved = Effects.Leave(server);
        Effects.Say(server, wasLeaving ? LogLevel.Notice : LogLevel.Alert, $"{name} is going DOWN for maintenance{_cause}{via}{HealthMessages.LeftOf(server, moved)}");
        SayIfEmpty(hadServers);
    }

    private void LeaveMaintenance(ServerAdmin before)
    {
        ServerAdmin left = before & ~server.Admin & ServerAdmin.Maintenance;
        string name = HealthMessages.NameOf(server);
        if (IsInMaintenance)
        {
            Effects.Say(server, LogLevel.Notice, (left & ServerAdmin.ForcedMaintenance) != 0
                ? $"{name} is leaving forced maintenance but remains in maintenance{Via}"
                : $"{name} remains in forced maintenance");
            return;
        }

        server.Health.PauseChecks(paused: false);
        bool trackedIsDown = Tracked is not null && Tracked.Server.Operation == ServerOperation.Stopped;
        if (!trackedIsDown && server.Health.AllowsRunning)
        {
            if (Tracked?.Server.Operation == ServerOperation.Stopping)
            {
                Change(ServerOperation.Stopping);
            }
            else
            {
                ComeUp();
            }
        }

        string state = (server.Operation == ServerOperation.Stopped ? "DOWN/" : "UP/") + ((server.Admin & ServerAdmin.Drain) != 0 ? "DRAIN" : "READY");
        string way = (left & ServerAdmin.ForcedMaintenance) != 0 ? "leaving forced maintenance"
            : (left & ServerAdmin.ResolutionMaintenance) != 0 ? "resolves again" : "leaving maintenance";
        Effects.Say(server, LogLevel.Notice, $"{name} is {state} ({way})");
    }

    private void EnterDrain(bool hadServers, ServerAdmin flag)
    {
        LastChangeMs = Effects.NowMs;
        int moved = Effects.Leave(server);
        string via = flag == ServerAdmin.InheritedDrain ? Via : "";
        string left = server.Operation == ServerOperation.Stopped ? HealthMessages.LeftOf(server, moved) : HealthMessages.OnlineOf(server, moved);
        Announce(LogLevel.Notice, $"{HealthMessages.NameOf(server)} enters drain state{_cause}{via}{left}");
        SayIfEmpty(hadServers);
    }

    private void LeaveDrain(ServerAdmin before)
    {
        string name = HealthMessages.NameOf(server);
        bool wasForced = (before & ~server.Admin & ServerAdmin.ForcedDrain) != 0;
        if ((server.Admin & ServerAdmin.Drain) != 0)
        {
            Effects.Say(server, LogLevel.Notice, wasForced ? $"{name} is leaving forced drain but remains in drain mode{Via}" : $"{name} remains in forced drain mode");
            return;
        }

        LastChangeMs = Effects.NowMs;
        string state = server.Operation == ServerOperation.Stopped ? "DOWN" : "UP";
        Effects.Return(server);
        Effects.Say(server, LogLevel.Notice, wasForced ? $"{name} is {state} (leaving forced drain)" : $"{name} is {state} (leaving drain){Via}");
    }

    /// <summary>For log and mail. Not mailed, as in HAProxy: what the operator does to maintenance, the end of a drain, and that a server is stopping.</summary>
    private void Announce(LogLevel level, string text)
    {
        Effects.Say(server, level, text);
        Effects.Mail(server, level, text);
    }

    private void Change(ServerOperation operation) => server.SetOperation(operation);

    private void CountDownTime()
    {
        DownMs += DownSinceMs();
        LastChangeMs = Effects.NowMs;
    }

    private long DownSinceMs() => System.Math.Max(0, Effects.NowMs - LastChangeMs) / MsPerSecond * MsPerSecond;

    /// <summary>ms the server has been down in all, until now.</summary>
    internal long DownMsUntilNow() => DownMs + (server.Operation == ServerOperation.Stopped ? DownSinceMs() : 0);

    private void NoteReturn(bool hadServers)
    {
        if (!hadServers && Backend.HasUsable)
        {
            Backend.CountUp(Effects.NowMs);
        }
    }

    private void SayIfEmpty(bool hadServers)
    {
        if (hadServers && !Backend.HasUsable)
        {
            Backend.CountDown(Effects.NowMs);
            Effects.SayEmpty(Backend);
        }
    }
}
