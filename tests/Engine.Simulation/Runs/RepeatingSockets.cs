using System;
using Engine.Simulation.Network;

namespace Engine.Simulation.Runs;

/// <summary>Sends some requests twice: what a careless retry would do.</summary>
internal sealed class RepeatingSockets(SimNetwork network, SimPoller poller) : SimSockets(network, poller)
{
    public override int Send(int fd, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, bool more)
    {
        int n = base.Send(fd, first, second, more);
        if (n == first.Length && (first.StartsWith("GET"u8) || first.StartsWith("DELETE"u8)))
        {
            base.Send(fd, first, second, more);
        }

        return n;
    }
}
