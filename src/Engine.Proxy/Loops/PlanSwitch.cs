using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Engine.IO.Listening;
using Engine.Proxy.Clients;
using Engine.Proxy.Logs;
using Engine.Proxy.Plan;

namespace Engine.Proxy.Loops;

/// <summary>
/// One reload: what the new plan needs beyond the old one is opened first, so that it can still be refused; then every loop goes over to
/// it between two of its turns. Listeners of the same place are kept, so that no connection is refused or lost.
/// </summary>
internal sealed class PlanSwitch(ProxyPlan plan, ProxyLoop[] loops) : IDisposable
{
    /// <summary>EADDRINUSE.</summary>
    private const int AddressInUse = 98;

    private readonly List<Acceptor>[] _acceptors = Array.ConvertAll(loops, static _ => new List<Acceptor>());
    private readonly LogSink[][] _sinks = Array.ConvertAll(loops, loop => loop.Log.MakeSinks(plan.Logs));
    private readonly CountdownEvent _left = new(loops.Length);

    /// <summary>Sockets of the process before: what fits a listener is taken out.</summary>
    internal List<HandedSocket> Handed { get; init; } = [];

    /// <summary>Asked when an address is taken: true when it may be free now. Null = it stays taken.</summary>
    internal Func<bool>? MakesRoom { get; init; }

    /// <summary>Listeners that were not there before.</summary>
    internal List<ListenerPlan> Opened { get; } = [];

    /// <summary>Opens what is new. False when something could not be, which is written to <paramref name="errors"/>: nothing has changed then.</summary>
    internal bool TryPrepare(TextWriter errors)
    {
        bool good = true;
        foreach (FrontendPlan frontend in plan.Frontends)
        {
            foreach (ListenerPlan listener in frontend.Listeners)
            {
                if (!loops[0].Listens(listener))
                {
                    Opened.Add(listener);
                    good &= TryBind(frontend, listener, errors);
                }
            }
        }

        foreach (LogSink[] sinks in _sinks)
        {
            good &= LoopLog.TryOpen(sinks, errors);
        }

        if (!good)
        {
            Abandon();
        }

        return good;
    }

    /// <summary>Closes what <see cref="TryPrepare"/> opened.</summary>
    internal void Abandon() => Array.ForEach(_acceptors, static acceptors => acceptors.ForEach(static acceptor => acceptor.Abandon()));

    /// <summary>Sends every loop over to the plan, and waits until the last one has gone. Not from a loop.</summary>
    internal void Run()
    {
        for (int i = 0; i < loops.Length; i++)
        {
            int index = i;
            loops[i].Loop.Post(_ => SwitchOn(index), null);
        }

        _left.Wait();
    }

    /// <summary>One socket per loop where the kernel spreads connections (SO_REUSEPORT); else copies of one that all loops accept from.</summary>
    internal bool TryBind(FrontendPlan frontend, ListenerPlan listener, TextWriter errors)
    {
        string place = $"{listener.Bind.Where.File}:{listener.Bind.Where.Line}: in {frontend.Name}:";
        ListenSocket? first = null;
        for (int i = 0; i < loops.Length; i++)
        {
            bool open;
            ListenSocket? socket;
            ListenError? error;
            do
            {
                open = TakeHanded(listener) is { } handed ? ListenSocket.TryTakeOver(handed, listener.Options, out socket, out error)
                    : first is not null ? first.TryClone(out socket, out error)
                    : listener.Endpoint is null ? ListenSocket.TryAdopt(listener.Descriptor, listener.Options, out socket, out error)
                    : ListenSocket.TryOpen(listener.Endpoint, listener.Options, out socket, out error);
            }
            while (!open && error!.Errno == AddressInUse && MakesRoom?.Invoke() == true);

            if (!open)
            {
                errors.WriteLine($"[ERROR] {place} {error}");
                return false;
            }

            first ??= socket;
            foreach (ListenError warning in socket!.Warnings)
            {
                errors.WriteLine($"[WARNING] {place} {warning}");
            }

            _acceptors[i].Add(new Acceptor(loops[i], frontend, listener, socket));
        }

        return true;
    }

    private HandedSocket? TakeHanded(ListenerPlan listener)
    {
        int index = Handed.FindIndex(handed => handed.Endpoint.Equals(listener.Endpoint) && handed.Interface == (listener.Options.Interface ?? ""));
        HandedSocket? found = index < 0 ? null : Handed[index];
        if (found is not null)
        {
            Handed.RemoveAt(index);
        }

        return found;
    }

    public void Dispose() => _left.Dispose();

    /// <summary>What <see cref="TryPrepare"/> opened for a loop.</summary>
    internal List<Acceptor> AcceptorsOf(int loop) => _acceptors[loop];

    private void SwitchOn(int index)
    {
        try
        {
            loops[index].Switch(plan, _acceptors[index], _sinks[index]);
        }
        finally
        {
            _left.Signal();
        }
    }
}
