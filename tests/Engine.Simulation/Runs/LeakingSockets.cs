using Engine.Simulation.Network;

namespace Engine.Simulation.Runs;

/// <summary>Forgets to close one descriptor.</summary>
internal sealed class LeakingSockets(SimNetwork network, SimPoller poller) : SimSockets(network, poller)
{
    private bool _leaked;

    public override void Close(int fd, bool reset)
    {
        if (_leaked)
        {
            base.Close(fd, reset);
        }

        _leaked = true;
    }
}
