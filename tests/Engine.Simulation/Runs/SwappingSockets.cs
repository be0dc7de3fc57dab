using System;
using Engine.Simulation.Network;

namespace Engine.Simulation.Runs;

/// <summary>Swaps two bytes of what is sent, now and then.</summary>
internal sealed class SwappingSockets(SimNetwork network, SimPoller poller) : SimSockets(network, poller)
{
    private int _sends;

    protected override ReadOnlySpan<byte> Outgoing(Span<byte> bytes)
    {
        if (++_sends % 5 == 0 && bytes.Length > 40)
        {
            int at = bytes.Length / 2;
            (bytes[at], bytes[at + 1]) = (bytes[at + 1], bytes[at]);
        }

        return bytes;
    }
}
