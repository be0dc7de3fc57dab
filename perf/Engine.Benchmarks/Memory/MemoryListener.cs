using System.Net;
using Engine.IO.Addressing;
using Engine.IO.Listening;

namespace Engine.Benchmarks.Memory;

/// <summary>Accepts the clients of a network.</summary>
internal sealed class MemoryListener(MemoryNetwork network) : Listener
{
    private readonly MemoryEndpoint _endpoint = network.Listen();
    private readonly EndpointAddress _client = EndpointAddress.FromIP(IPAddress.Loopback, 20000);

    public override int Fd => _endpoint.Fd;

    public override AcceptResult TryAccept(out int fd, out EndpointAddress address)
    {
        address = _client;
        bool accepted = network.TryAccept(out MemoryEndpoint? endpoint);
        fd = accepted ? endpoint!.Fd : -1;
        return accepted ? AcceptResult.Accepted : AcceptResult.Drained;
    }

    protected override void Dispose(bool disposing) => network.Close(_endpoint);
}
