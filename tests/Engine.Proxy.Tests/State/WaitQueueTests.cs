using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Engine.IO.Loop;
using Engine.Proxy.Plan;
using Engine.Proxy.State;
using Xunit;

namespace Engine.Proxy.Tests.State;

/// <summary>First come, first served, whichever loop they come from.</summary>
public sealed class WaitQueueTests : IDisposable
{
    private readonly EventLoop[] _loops = [Loop(0), Loop(1), Loop(2)];

    public void Dispose() => Array.ForEach(_loops, loop => loop.Dispose());

    [Fact]
    public void FreeSlot_IsTakenWithoutQueueing()
    {
        BackendState backend = Backend("maxconn 1");
        Assert.Same(backend.Servers[0], Join(backend, new QueueTicket(_loops[0])));
        Assert.Equal((0, 1), (backend.Queue.Length, backend.Servers[0].Served));
    }

    [Fact]
    public void Slots_AreGrantedInTheOrderOfComing_AcrossLoops()
    {
        BackendState backend = Backend("maxconn 1");
        ServerState server = backend.Servers[0];
        Assert.True(server.TryReserve());
        QueueTicket[] tickets = [.. Enumerable.Range(0, 9).Select(i => new QueueTicket(_loops[i % 3]))];
        foreach (QueueTicket ticket in tickets)
        {
            Assert.Null(Join(backend, ticket));
        }

        for (int i = 0; i < tickets.Length; i++)
        {
            server.Release();
            Assert.Equal(tickets.Select((_, k) => k <= i), tickets.Select(ticket => ticket.Granted is not null || !ticket.IsWaiting));
            Assert.Same(server, backend.Queue.Leave(tickets[i]));
        }

        server.Release();
        Assert.Equal((0, 0), (backend.Queue.Length, server.Served));
    }

    [Fact]
    public void TicketThatLeft_IsPassedOver_AndItsPlaceIsGone()
    {
        BackendState backend = Backend("maxconn 1");
        ServerState server = backend.Servers[0];
        Assert.True(server.TryReserve());
        QueueTicket first = new(_loops[0]);
        QueueTicket middle = new(_loops[1]);
        QueueTicket last = new(_loops[2]);
        Join(backend, first);
        Join(backend, middle);
        Join(backend, last);
        Assert.Null(backend.Queue.Leave(middle));
        Assert.Equal(2, backend.Queue.Length);
        Assert.Null(backend.Queue.Leave(first));

        // The exchange behind the ticket is another one now, in another backend: the old place must not be remembered.
        BackendState other = Backend("maxconn 1");
        Assert.True(other.Servers[0].TryReserve());
        Assert.Null(Join(other, first));
        server.Release();
        Assert.Null(first.Granted);
        Assert.Same(server, last.Granted);
    }

    [Fact]
    public void GrantThatCameTooLate_IsTakenOverAll_TheSame()
    {
        BackendState backend = Backend("maxconn 1");
        ServerState server = backend.Servers[0];
        Assert.True(server.TryReserve());
        QueueTicket ticket = new(_loops[0]);
        Join(backend, ticket);
        server.Release();

        // Its timeout came due in the same turn; the slot is reserved for it, and it must give it back.
        Assert.Same(server, backend.Queue.Leave(ticket));
        Assert.Null(backend.Queue.Leave(ticket));
        Assert.Equal(1, server.Served);
    }

    [Fact]
    public void Newcomer_DoesNotOvertake_ThoughASlotIsFree()
    {
        BackendState backend = Backend("maxconn 1", servers: 2);
        Assert.True(backend.Servers[0].TryReserve());
        Assert.True(backend.Servers[1].TryReserve());
        QueueTicket waiting = new(_loops[0]);
        Join(backend, waiting);

        // A slot whose release nobody has told the queue of yet.
        BackendState bare = new("bare");
        ServerState unannounced = new(backend.Servers[0].Plan, bare);
        bare.Use([unannounced], new FirstServer(), allBackups: false);
        QueueTicket newcomer = new(_loops[1]);
        Assert.Null(backend.Queue.ReserveOrJoin([unannounced], newcomer));
        Assert.Same(unannounced, waiting.Granted);
        Assert.True(newcomer.IsWaiting);
    }

    [Fact]
    public void ManyThreads_LoseNoSlotAndNoTicket()
    {
        const int Threads = 4;
        const int Rounds = 20_000;
        BackendState backend = Backend("maxconn 2");
        ServerState server = backend.Servers[0];
        int served = 0;
        int most = 0;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            using EventLoop loop = Loop(9);
            QueueTicket ticket = new(loop);
            for (int i = 0; i < Rounds; i++)
            {
                ServerState? granted = Join(backend, ticket);
                SpinWait spin = default;
                while (granted is null)
                {
                    spin.SpinOnce();
                    granted = ticket.Granted is null ? null : backend.Queue.Leave(ticket);
                }

                int now = Interlocked.Increment(ref served);
                InterlockedMax(ref most, now);
                Interlocked.Decrement(ref served);
                granted.Release();
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Assert.All(threads, thread => Assert.True(thread.Join(TimeSpan.FromSeconds(60)), "a ticket waits for ever"));
        Assert.InRange(most, 1, 2);
        Assert.Equal((0, 0), (server.Served, backend.Queue.Length));
    }

    private static ServerState? Join(BackendState backend, QueueTicket ticket) => backend.Queue.ReserveOrJoin(backend.Usable, ticket);

    private static BackendState Backend(string options, int servers = 1)
    {
        IEnumerable<string> lines = Enumerable.Range(1, servers).Select(i => $" server s{i} 127.0.0.1:{i} {options}");
        BackendPlan plan = Compiled.Backend(string.Join('\n', lines));
        return plan.State;
    }

    private static EventLoop Loop(int index) => new(EventLoopParts.Real(index, 16384, 200));

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
