using System.Linq;
using Engine.Proxy;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Proxy.State;
using Engine.Simulation.Network;
using Engine.Simulation.Traffic;
using Engine.Simulation.World;

namespace Engine.Simulation.Runs;

/// <summary>What must hold when nobody asks for anything any more, and when the engine has stopped.</summary>
internal sealed class FinalChecks(SimWorld world, SimNetwork network, ProxyPlan plan, ProxyEngine engine)
{
    /// <summary>All clients have gone: idle server connections may remain, and nothing else.</summary>
    public void CheckIdle()
    {
        int idle = 0;
        foreach (BackendPlan backend in plan.Backends)
        {
            Expect(backend.State.QueuedInAll == 0, $"{backend.Name} still has {backend.State.QueuedInAll} waiting");
            Expect(backend.State.Active.Value == 0, $"{backend.Name} counts {backend.State.Active.Value} exchanges");
            foreach (ServerState server in backend.State.Servers)
            {
                Expect(server.Served == 0, $"{server.Name} still has {server.Served} slots reserved");
                Expect(server.Idle == server.Pools.Sum(pool => pool.IdleHint), $"{server.Name}: {server.Idle} idle connections counted");
                Expect(server.Plan.PoolMaxConn < 0 || server.Idle <= server.Plan.PoolMaxConn, $"{server.Name} keeps {server.Idle} idle connections");
                idle += server.Idle;
            }
        }

        foreach (FrontendPlan frontend in plan.Frontends)
        {
            Expect(frontend.State.Connections.Count == 0, $"{frontend.Name} counts {frontend.State.Connections.Count} connections");
        }

        foreach (ProxyLoop loop in engine.Loops)
        {
            Expect(loop.Clients.Count == 0, $"loop {loop.Loop.Index} lists {loop.Clients.Count} clients");
            Expect(loop.Loop.Buffers.Outstanding == 0, $"loop {loop.Loop.Index} has {loop.Loop.Buffers.Outstanding} blocks outstanding");
        }

        int open = network.Open.OfType<SimSocket>().Count(socket => socket.Name.StartsWith("proxy", System.StringComparison.Ordinal));
        Expect(open == idle, $"the proxy has {open} connections open, {idle} of them idle");
    }

    /// <summary>The engine has stopped: nothing remains.</summary>
    /// <param name="clientsLeft">Clients whose connections have not ended.</param>
    public void CheckEnd(RequestBook book, int clientsLeft)
    {
        foreach (ProxyLoop loop in engine.Loops)
        {
            Expect(loop.Loop.HasStopped, $"loop {loop.Loop.Index} has not stopped");
        }

        Expect(clientsLeft == 0, $"{clientsLeft} clients still wait");
        CheckIdle();
        foreach (SimEndpoint endpoint in network.Open)
        {
            if (endpoint is SimSocket socket)
            {
                world.Fault($"still open: {socket}");
            }
            else
            {
                // Pipes are kept for the next body, but empty.
                Expect(endpoint is SimPipe { Inside.Count: 0 }, $"{endpoint} {endpoint.Fd} is still open or not empty");
            }
        }

        foreach (RequestPlan request in book.All)
        {
            Expect(request.IsSettled || book.Allows(request, Pardon.Silence), $"nothing became of {request}");
        }

        long ended = engine.Counters.Sum(counter => counter.Completed + counter.Terminated);
        long begun = engine.Counters.Sum(counter => counter.Requests);
        Expect(ended == begun, $"{begun} exchanges began and {ended} ended");
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            world.Fault(otherwise);
        }
    }
}
