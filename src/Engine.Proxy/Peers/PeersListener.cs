using Engine.IO.Addressing;
using Engine.IO.Listening;
using Engine.IO.Loop;
using Engine.IO.Polling;

namespace Engine.Proxy.Peers;

/// <summary>Takes the connections of other machines.</summary>
internal sealed class PeersListener(PeersSection section, EventLoop loop, Listener socket) : PollHandler
{
    internal void Start()
    {
        loop.Watch(socket.Fd, this);
    }

    internal void Stop()
    {
        loop.Forget(this);
        socket.Dispose();
    }

    protected override void OnReady(ReadyFlags flags)
    {
        AcceptResult result;
        do
        {
            result = socket.TryAccept(out int fd, out EndpointAddress _);
            if (result == AcceptResult.Accepted)
            {
                section.OnAccepted(fd);
            }
        }
        while (result is AcceptResult.Accepted or AcceptResult.Retry);
    }
}
