using Engine.IO.Addressing;
using Engine.IO.Listening;
using Engine.IO.Polling;

namespace Engine.Proxy.Control;

/// <summary>Accepts clients of the runtime API on one socket. At <c>stats maxconn</c> it stops asking; the kernel's backlog holds.</summary>
internal sealed class ControlListener : PollHandler
{
    private readonly ControlServer _server;
    private readonly ListenSocket _socket;
    private bool _closed;

    internal ControlListener(ControlServer server, ControlSocketPlan plan, ListenSocket socket)
    {
        _server = server;
        Plan = plan;
        _socket = socket;
    }

    /// <summary>Whoever comes next is served by this; another one after a reload.</summary>
    internal ControlSocketPlan Plan { get; set; }

    internal void Start() => _server.Place.Loop.Watch(_socket.Fd, this);

    /// <summary>There may be room again, and there may be clients who wait.</summary>
    internal void Accept()
    {
        while (!_closed && _server.HasRoom)
        {
            AcceptResult result = _socket.TryAccept(out int fd, out EndpointAddress _);
            if (result == AcceptResult.Accepted)
            {
                _server.Take(Plan, fd);
            }
            else if (result != AcceptResult.Retry)
            {
                return;
            }
        }
    }

    internal void Stop()
    {
        if (!_closed)
        {
            _closed = true;
            _server.Place.Loop.Forget(this);
            _socket.Dispose();
        }
    }

    /// <summary>It is not to be used after all, and was not started.</summary>
    internal void Abandon()
    {
        _closed = true;
        _socket.Dispose();
    }

    protected override void OnReady(ReadyFlags flags) => Accept();
}
