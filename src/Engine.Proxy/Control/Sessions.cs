using System.Collections.Generic;
using Engine.Proxy.Pages;

namespace Engine.Proxy.Control;

/// <summary>Exchanges and sessions under way, for commands that list and end them.</summary>
public static class Sessions
{
    /// <summary>Lists all of them.</summary>
    /// <param name="isDetailed">More than a line about each.</param>
    public static IEnumerator<Slice> Write(CommandCall call, bool isDetailed) => SessionReport.Write(call, null, isDetailed);

    /// <summary>Tells about one.</summary>
    public static IEnumerator<Slice> WriteOne(CommandCall call, long number) => SessionReport.Write(call, number, isDetailed: true);

    /// <summary>Ends one.</summary>
    public static IEnumerator<Slice> End(CommandCall call, long number) => SessionEnd.Run(call, number);
}
