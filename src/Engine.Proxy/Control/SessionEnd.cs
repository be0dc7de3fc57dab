using System.Collections.Generic;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Loops;
using Engine.Proxy.Pages;

namespace Engine.Proxy.Control;

/// <summary>Ends one session, on whichever loop it is: asked by posts, answered by a flag.</summary>
internal sealed class SessionEnd
{
    private readonly long _number;
    private int _waiting;
    private bool _found;

    private SessionEnd(long number, int loops)
    {
        _number = number;
        _waiting = loops;
    }

    internal static IEnumerator<Slice> Run(CommandCall call, long number)
    {
        SessionEnd end = new(number, call.Engine.Loops.Count);
        foreach (ProxyLoop loop in call.Engine.Loops)
        {
            ProxyLoop place = loop;
            place.Loop.Post(_ => end.On(place), null);
        }

        while (System.Threading.Volatile.Read(ref end._waiting) > 0)
        {
            yield return new Slice(1);
        }

        if (!end._found)
        {
            call.Refuse("No such session (use 'show sess').");
        }
    }

    private void On(ProxyLoop place)
    {
        if (place.Clients.Find(_number) is { Exchange: not null } client)
        {
            _found = true;
            client.Terminate(Termination.Killed);
        }

        System.Threading.Interlocked.Decrement(ref _waiting);
    }
}
