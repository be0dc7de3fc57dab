using System;
using System.Collections.Generic;
using System.Threading;
using Engine.Config.Model;
using Engine.IO.Listening;
using Engine.IO.Loop;
using Engine.IO.Tls;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Peers;

/// <summary>
/// A peers section at work, on the first loop: listens for the other machines and connects to them, learns what they know when it
/// starts, tells them what changes, and teaches the process that takes this one's place (CFG 3.5, peers-v2.0).
/// </summary>
internal sealed class PeersSection : StickChangeSignal, ITimerOwner
{
    /// <summary>How long the process before this one is waited for. It comes at once, or never.</summary>
    private const int LocalWaitMs = 1000;

    /// <summary>How long one of the others may take to begin to answer (peers-v2.0 section III).</summary>
    private const int OthersWaitMs = 5000;

    /// <summary>At least, and as much again at random, so that two machines do not cut each other off for ever.</summary>
    private const int ReconnectMs = 50;
    private const int ReconnectSpreadMs = 950;

    private readonly ProxyLoop _place;
    private readonly LoopTimer _timer;
    private readonly PeersListener? _listener;
    private readonly List<PeersMember> _members = [];
    private readonly List<PeersSession> _strangers = [];
    private readonly PeersMember? _local;
    private PeersMember? _asked;
    private State _state;
    private long _deadlineMs;
    private int _isRaised;
    private bool _isClosing;

    internal PeersSection(ProxyLoop place, PeersPlan plan, Listener? socket)
    {
        _place = place;
        Plan = plan;
        _timer = new LoopTimer(this);
        _listener = socket is null ? null : new PeersListener(this, place.Loop, socket);
        foreach (PeersMemberPlan member in plan.Members)
        {
            _members.Add(new PeersMember(member, isLocal: false));
        }

        if (plan.Local is not null)
        {
            _local = new PeersMember(plan.Local, isLocal: true);
            _members.Add(_local);
        }
    }

    private enum State : byte
    {
        AwaitsLocal,
        AwaitsOthers,
        Complete,
        Stopping,
        Stopped,
    }

    internal PeersPlan Plan { get; private set; }

    internal long NowMs => _place.Loop.Clock.NowMs;

    internal StickNamesShared Names => _place.Plan.Names.StickNames;

    internal IReadOnlyList<PeersMember> Members => _members;

    /// <summary>How long it is still waited to learn from others, ms.</summary>
    internal long ResyncInMs => Math.Max(0, _deadlineMs - NowMs);

    /// <summary>True once this machine knows what there was to learn.</summary>
    internal bool IsComplete => _state is not (State.AwaitsLocal or State.AwaitsOthers);

    /// <summary>True while the process that takes this one's place is being taught.</summary>
    internal bool IsBusy => _state == State.Stopping;

    internal void Start()
    {
        Use(Plan);
        _deadlineMs = NowMs + LocalWaitMs;
        _listener?.Start();
        Tick();
    }

    /// <summary>The same places under another plan: other tables.</summary>
    internal void Use(PeersPlan plan)
    {
        Plan = plan;
        foreach (StickTableShared table in plan.Tables)
        {
            table.Signal = table.Plan.IsReceiveOnly ? null : this;
        }

        _members.ForEach(member => member.Use(plan));
    }

    /// <summary>The end of this process begins: the next one, which listens at the same place, is told everything.</summary>
    internal void Stop()
    {
        if (_state is State.Stopping or State.Stopped)
        {
            return;
        }

        bool hasMore = _local is not null && Plan.Tables.Count > 0;
        CloseAll();
        _state = hasMore ? State.Stopping : State.Stopped;
        if (hasMore)
        {
            Connect(_local!);
        }
    }

    internal void Close()
    {
        _state = State.Stopped;
        CloseAll();
    }

    internal PeersMember? Find(string caller) => _members.Find(member => member.Plan.Name == caller);

    /// <summary>A table has changed, on any loop.</summary>
    internal override void Raise()
    {
        if (Interlocked.Exchange(ref _isRaised, 1) == 0)
        {
            _place.Loop.Post(static state => ((PeersSection)state!).Tell(), this);
        }
    }

    public void OnTimer(LoopTimer timer) => Tick();

    internal void OnAccepted(int fd)
    {
        PeersSession session = new(this, _place.Loop, null);
        _strangers.Add(session);
        session.Serve(fd);
    }

    /// <summary>Both ends know each other: of two connections of a machine the newer one stays.</summary>
    internal void OnOpen(PeersSession session)
    {
        _strangers.Remove(session);
        PeersMember member = session.Member!;
        PeersSession? older = member.Session;
        member.Session = session;
        member.OpenedMs = NowMs;
        if (older is not null && older != session)
        {
            member.Collisions++;
            older.Close();
        }

        if (_state == State.Stopping)
        {
            session.Talk.Teach();
        }
        else if (_state == State.AwaitsOthers)
        {
            AskAnother();
        }
    }

    internal void OnClosed(PeersSession session)
    {
        _strangers.Remove(session);
        if (session.Member is not { } member || member.Session != session || _isClosing)
        {
            return;
        }

        member.Session = null;
        member.ReconnectMs = NowMs + ReconnectMs + _place.Random.Next(ReconnectSpreadMs);
        if (_state == State.Stopping && member.IsLocal)
        {
            Finish();
            return;
        }

        if (_asked == member)
        {
            _asked = null;
            AskAnother();
        }

        Tick();
    }

    /// <summary>A machine has sent everything.</summary>
    /// <param name="isComplete">False: it had not learned everything itself.</param>
    internal void OnTaught(PeersMember member, bool isComplete)
    {
        member.WasPartial = !isComplete;
        _asked = _asked == member ? null : _asked;
        if (_state is not (State.AwaitsLocal or State.AwaitsOthers))
        {
            return;
        }

        if (isComplete)
        {
            _state = State.Complete;
        }
        else if (member.IsLocal)
        {
            _deadlineMs = NowMs + LocalWaitMs;
        }
        else
        {
            AskAnother();
        }
    }

    /// <summary>What we sent has arrived.</summary>
    internal void OnConfirmed(PeersSession session)
    {
        if (_state == State.Stopping)
        {
            session.Close();
        }
    }

    /// <summary>A line for the section's <c>log</c> targets.</summary>
    internal void Say(LogLevel level, string text)
    {
        if (Plan.Log is { } log)
        {
            _place.Log.Say(log, level, $"Peers {Plan.Name}: {text}");
        }
    }

    /// <summary>A TLS session with a machine that connected; null where none is spoken.</summary>
    internal TlsSession? NewTls()
    {
        if (Plan.Listen?.Tls is not { } tls)
        {
            return null;
        }

        _place.Plan.Tls?.Tickets.RotateWhenDue(NowMs);
        return tls.NewSession();
    }

    private void Tell()
    {
        Volatile.Write(ref _isRaised, 0);
        foreach (PeersMember member in _members)
        {
            if (member.Session is { IsOpen: true } session)
            {
                session.Flush();
            }
        }
    }

    private void Tick()
    {
        if (_state is State.Stopping or State.Stopped)
        {
            return;
        }

        long nowMs = NowMs;
        if (!IsComplete && nowMs >= _deadlineMs)
        {
            // Whoever had nothing to say by now has nothing; without an answer of any of them there is nothing to learn.
            _state = _state == State.AwaitsLocal ? State.AwaitsOthers : State.Complete;
            _deadlineMs = nowMs + OthersWaitMs;
            _asked = null;
            AskAnother();
        }

        long nextMs = IsComplete ? long.MaxValue : _deadlineMs;
        foreach (PeersMember member in _members)
        {
            if (member.Session is not null || member.IsLocal)
            {
                continue;
            }

            if (member.ReconnectMs <= nowMs)
            {
                member.ReconnectMs = nowMs + ReconnectMs + _place.Random.Next(ReconnectSpreadMs);
                Connect(member);
            }

            nextMs = member.Session is null ? Math.Min(nextMs, member.ReconnectMs) : nextMs;
        }

        if (nextMs != long.MaxValue)
        {
            _place.Loop.Timers.Set(_timer, nextMs);
        }
    }

    private void AskAnother()
    {
        if (_state != State.AwaitsOthers || _asked is not null)
        {
            return;
        }

        _asked = _members.Find(member => member is { IsLocal: false, WasPartial: false, Session.IsOpen: true });
        if (_asked is { Session: { } session })
        {
            _deadlineMs = NowMs + OthersWaitMs;
            session.Talk.Ask();
            session.Flush();
        }
    }

    private void Connect(PeersMember member)
    {
        PeersSession session = new(this, _place.Loop, member);
        member.Connects++;
        member.Session = session;
        session.Connect();
    }

    private void CloseAll()
    {
        _isClosing = true;
        foreach (StickTableShared table in Plan.Tables)
        {
            table.Signal = table.Signal == this ? null : table.Signal;
        }

        _listener?.Stop();
        _place.Loop.Timers.Remove(_timer);
        foreach (PeersMember member in _members)
        {
            member.Session?.Close();
            member.Session = null;
        }

        foreach (PeersSession stranger in _strangers.ToArray())
        {
            stranger.Close();
        }

        _isClosing = false;
    }

    private void Finish()
    {
        _state = State.Stopped;
        _place.EndWhenEmpty();
    }
}
