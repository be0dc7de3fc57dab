using System.Collections.Generic;
using System.IO;
using Engine.IO.Listening;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;

namespace Engine.Proxy.Control;

/// <summary>The runtime API of one engine: its sockets and its clients, all on the first loop.</summary>
public sealed class ControlServer
{
    private readonly List<ControlListener> _listeners = [];
    private readonly List<ControlListener> _opened = [];
    private readonly List<ControlSession> _sessions = [];

    internal ControlServer(ProxyEngine engine, ProxyLoop place)
    {
        Engine = engine;
        Place = place;
    }

    public ProxyEngine Engine { get; }

    public ProxyLoop Place { get; }

    internal ControlPlan Plan => Engine.Plan.Control;

    /// <summary>Clients now.</summary>
    public int Count => _sessions.Count;

    /// <summary>True while one more client is taken (<c>stats maxconn</c>).</summary>
    internal bool HasRoom => _sessions.Count < Plan.ConnectionsMax;

    /// <summary>Opens all sockets, before the loop runs. All failures are written to <paramref name="errors"/>; false when there was one.</summary>
    internal bool TryBind(TextWriter errors)
    {
        bool good = true;
        foreach (ControlSocketPlan socket in Plan.Sockets)
        {
            good &= TryOpen(socket, _listeners, errors);
        }

        return good;
    }

    /// <summary>
    /// Opens what another plan wants beyond what is open, before that plan is in use: not on a loop. False after an error, which is
    /// written to <paramref name="errors"/>; nothing new is open then.
    /// </summary>
    internal bool TryOpen(ControlPlan plan, TextWriter errors)
    {
        bool good = true;
        foreach (ControlSocketPlan socket in plan.Sockets)
        {
            if (!_listeners.Exists(listener => listener.Plan.IsSamePlace(socket)))
            {
                good &= TryOpen(socket, _opened, errors);
            }
        }

        if (!good)
        {
            Abandon();
        }

        return good;
    }

    /// <summary>What <see cref="TryOpen(ControlPlan, TextWriter)"/> opened is not needed.</summary>
    internal void Abandon()
    {
        _opened.ForEach(static listener => listener.Abandon());
        _opened.Clear();
    }

    /// <summary>Another plan has come into use: sockets of the same place stay, and so do all clients. On the loop.</summary>
    internal void Use(ControlPlan plan)
    {
        foreach (ControlListener listener in _listeners.ToArray())
        {
            ControlSocketPlan? next = null;
            foreach (ControlSocketPlan socket in plan.Sockets)
            {
                next ??= socket.IsSamePlace(listener.Plan) ? socket : null;
            }

            if (next is not null)
            {
                listener.Plan = next;
                continue;
            }

            listener.Stop();
            _listeners.Remove(listener);
        }

        foreach (ControlListener listener in _opened)
        {
            _listeners.Add(listener);
            listener.Start();
        }

        _opened.Clear();
    }

    private bool TryOpen(ControlSocketPlan socket, List<ControlListener> opened, TextWriter errors)
    {
        ListenerPlan plan = socket.Listener;
        bool open = plan.Endpoint is null
            ? ListenSocket.TryAdopt(plan.Descriptor, plan.Options, out ListenSocket? listening, out ListenError? error)
            : ListenSocket.TryOpen(plan.Endpoint, plan.Options, out listening, out error);
        if (open)
        {
            opened.Add(new ControlListener(this, socket, listening!));
            return true;
        }

        errors.WriteLine($"[ERROR] {plan.Bind.Where.File}:{plan.Bind.Where.Line}: stats socket: {error}");
        return false;
    }

    /// <summary>On the loop, once it runs.</summary>
    internal void Start()
    {
        foreach (ControlListener listener in _listeners)
        {
            listener.Start();
        }
    }

    /// <summary>No further clients; those that are here finish.</summary>
    internal void Stop()
    {
        foreach (ControlListener listener in _listeners)
        {
            listener.Stop();
        }
    }

    internal void Take(ControlSocketPlan socket, int fd)
    {
        ControlSession session = new(this, socket);
        _sessions.Add(session);
        session.Start(fd);
    }

    internal void Leave(ControlSession session)
    {
        bool wasFull = !HasRoom;
        _sessions.Remove(session);
        if (!wasFull)
        {
            return;
        }

        foreach (ControlListener listener in _listeners)
        {
            listener.Accept();
        }
    }
}
