using System;
using System.Collections.Generic;
using System.IO;

namespace Engine.Proxy.Control;

/// <summary>What the front door knows about this process and the storeys below do not.</summary>
public sealed record ProcessFacts
{
    public string Name { get; init; } = "Weir";

    /// <summary>Begins with the HAProxy version whose language is spoken, since tools look at it.</summary>
    public string Version { get; init; } = "0";

    /// <summary>"2026/11/27".</summary>
    public string ReleaseDate { get; init; } = "";

    /// <summary>Wall-clock time of the start, UTC.</summary>
    public DateTime StartedUtc { get; init; } = DateTime.UnixEpoch;

    /// <summary>What the start took, from the first line of the program until it served, ms.</summary>
    public long BootMs { get; init; }

    /// <summary><c>-m</c>, bytes; 0 = no limit.</summary>
    public long MemoryBytesMax { get; init; }

    /// <summary>Open files this process may have.</summary>
    public long FilesMax { get; init; }

    /// <summary>What was said about the configuration while starting.</summary>
    public IReadOnlyList<string> StartupMessages { get; init; } = [];

    /// <summary>How often the configuration was read again and taken, and how often it was refused. Null where there is none to read again.</summary>
    public Func<(int Taken, int Failed)>? Reloads { get; init; }

    /// <summary>
    /// Reads the configuration again and goes over to it; findings and what has changed are written to what is given. False when
    /// everything stays as it was. Waits for all loops: not on one of them. Null where there is no configuration to read again.
    /// </summary>
    public Func<TextWriter, bool>? Reload { get; init; }
}
