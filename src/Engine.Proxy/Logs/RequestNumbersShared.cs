using System.Threading;

namespace Engine.Proxy.Logs;

/// <summary>Numbers for requests that ask for one (<c>%rt</c>): no two of the process have the same.</summary>
public sealed class RequestNumbersShared
{
    private long _last = -1;

    internal long Take() => Interlocked.Increment(ref _last);
}
