using Engine.IO.Polling;

namespace Engine.Simulation.Network;

/// <summary>One end of a kernel pipe; both ends share what is inside.</summary>
internal sealed class SimPipe(SimNetwork network, ByteQueue inside, int capacityBytes) : SimEndpoint(network)
{
    public ByteQueue Inside => inside;

    public int Room => capacityBytes - inside.Count;

    public override ReadyFlags Flags => ReadyFlags.None;
}
