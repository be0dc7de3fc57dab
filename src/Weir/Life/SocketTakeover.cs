using System;
using System.Collections.Generic;
using System.IO;
using Engine.IO.Addressing;
using Engine.IO.Listening;
using Weir.Invocation;

namespace Weir.Life;

/// <summary><c>-x SOCKET</c>: the listening sockets of the process that this one takes the place of (MGT 3).</summary>
internal static class SocketTakeover
{
    private const string UnixPrefix = "unix@", AbstractPrefix = "abns@";

    /// <summary>Scripts name it on the first start, when there is nobody to take anything from.</summary>
    private const string Nobody = "/dev/null";

    /// <summary>False when the sockets could not be had, which is written to <paramref name="errors"/>; for a master that is no reason not to start.</summary>
    public static bool TryFetch(Options options, List<HandedSocket> into, TextWriter errors)
    {
        if (options.HandoverFrom is not { } place || place == Nobody)
        {
            return true;
        }

        SocketEndpoint? endpoint;
        bool isPlace = place.StartsWith(AbstractPrefix, StringComparison.Ordinal)
            ? SocketEndpoint.TryFromAbstract(place[AbstractPrefix.Length..], padded: true, out endpoint, out string? error)
            : SocketEndpoint.TryFromUnixPath(place.StartsWith(UnixPrefix, StringComparison.Ordinal) ? place[UnixPrefix.Length..] : place, out endpoint, out error);
        if (isPlace && SocketHandover.Fetch(endpoint!, out error) is { } sockets)
        {
            into.AddRange(sockets);
            return true;
        }

        bool isFatal = options.MasterMode == MasterMode.None;
        errors.WriteLine($"[{(isFatal ? "ERROR" : "WARNING")}] -x {place}: no sockets of the old process: {error}");
        return !isFatal;
    }
}
