using System;
using System.Threading;

namespace Engine.IO.Tls;

/// <summary>
/// Sessions that one server gave, one for each of a few names, so that the next handshake costs a fraction. Each is taken by one
/// handshake at a time and replaced by what the server gives then (RFC 8446 appendix C.4). Any loop, without locks.
/// </summary>
public sealed class TlsClientSessionsShared
{
    /// <summary>Names beyond these replace each other.</summary>
    private const int Slots = 64;

    private readonly Entry?[] _slots = new Entry?[Slots];

    /// <summary>Takes over a session; the one before it is freed.</summary>
    internal void Keep(byte[] name, nint session)
    {
        Entry? before = Interlocked.Exchange(ref _slots[SlotOf(name)], new Entry(name, session));
        if (before is not null)
        {
            LibSsl.SSL_SESSION_free(before.Session);
        }
    }

    /// <summary>The session for that name, now the caller's to give back or to free; 0 when there is none.</summary>
    internal nint Take(byte[] name)
    {
        int slot = SlotOf(name);
        if (Interlocked.Exchange(ref _slots[slot], null) is not { } entry)
        {
            return 0;
        }

        if (entry.Name.AsSpan().SequenceEqual(name))
        {
            return entry.Session;
        }

        LibSsl.SSL_SESSION_free(entry.Session);
        return 0;
    }

    private static int SlotOf(byte[] name)
    {
        HashCode hash = default;
        hash.AddBytes(name);
        return (hash.ToHashCode() & int.MaxValue) % Slots;
    }

    private sealed record Entry(byte[] Name, nint Session);
}
