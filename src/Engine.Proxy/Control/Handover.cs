using System.Collections.Generic;
using System.Threading;
using Engine.IO.Addressing;
using Engine.IO.Listening;
using Engine.Proxy.Loops;
using Engine.Proxy.Pages;

namespace Engine.Proxy.Control;

/// <summary>
/// <c>_getsocks</c>: the process that takes this one's place gets the sockets that listen for clients, so that none of them is closed for a
/// moment (CFG 5.1 expose-fd, MGT 3 -x). They are gathered by the loops that have them and sent by a thread of their own, since
/// sending may have to wait.
/// </summary>
public sealed class Handover
{
    private const int LookMs = 2;

    private readonly Lock _gathering = new();
    private readonly List<HandedSocket> _sockets = [];
    private readonly int _connection;
    private int _waiting;
    private volatile bool _isDone;

    private Handover(int connection, int loops)
    {
        _connection = connection;
        _waiting = loops;
    }

    /// <summary>Hands them to the client of the call, whose session ends with it.</summary>
    public static IEnumerator<Slice>? Begin(CommandCall call)
    {
        ControlSession session = call.Session;
        if (!session.Socket.ExposesListeners)
        {
            return call.Refuse("This socket hands no listening sockets over: it lacks 'expose-fd listeners'.");
        }

        if (session.Socket.Listener.Endpoint is not { Family: SocketFamily.Unix })
        {
            return call.Refuse("Sockets are handed over by unix sockets only.");
        }

        // The session may end while the thread sends.
        return new Handover(SocketHandover.Duplicate(session.Fd), call.Engine.Loops.Count).Run(call);
    }

    private IEnumerator<Slice> Run(CommandCall call)
    {
        foreach (ProxyLoop loop in call.Engine.Loops)
        {
            ProxyLoop place = loop;
            place.Loop.Post(_ => Gather(place), null);
        }

        while (!_isDone)
        {
            yield return new Slice(LookMs);
        }

        call.Session.Quit();
    }

    private void Gather(ProxyLoop place)
    {
        lock (_gathering)
        {
            place.DuplicateListeners(_sockets);
        }

        if (Interlocked.Decrement(ref _waiting) == 0)
        {
            new Thread(Send) { IsBackground = true, Name = "handover" }.Start();
        }
    }

    private void Send()
    {
        SocketHandover.TrySend(_connection, _sockets);
        _sockets.ForEach(static socket => SocketHandover.Close(socket.Fd));
        SocketHandover.Close(_connection);
        _isDone = true;
    }
}
