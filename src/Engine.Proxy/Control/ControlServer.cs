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
            ListenerPlan plan = socket.Listener;
            bool open = plan.Endpoint is null
                ? ListenSocket.TryAdopt(plan.Descriptor, plan.Options, out ListenSocket? listening, out ListenError? error)
                : ListenSocket.TryOpen(plan.Endpoint, plan.Options, out listening, out error);
            if (open)
            {
                _listeners.Add(new ControlListener(this, socket, listening!));
            }
            else
            {
                errors.WriteLine($"[ERROR] {plan.Bind.Where.File}:{plan.Bind.Where.Line}: stats socket: {error}");
                good = false;
            }
        }

        return good;
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
