using System.Collections.Generic;
using System.IO;
using Engine.Config.Model;
using Weir.Invocation;

namespace Weir.Life;

/// <summary>How this process is to live: what the command line and the <c>global</c> section say together.</summary>
internal sealed record LifePlan
{
    public required bool Background { get; init; }

    /// <summary>Tick count at which the program began, ms (<see cref="System.Environment.TickCount64"/>).</summary>
    public long BegunMs { get; init; }

    public required MasterMode MasterMode { get; init; }

    public required string? PidFile { get; init; }

    public required string? Root { get; init; }

    public required Identity Identity { get; init; }

    public required int GraceMs { get; init; }

    /// <summary>Null = a gentle stop may last for ever.</summary>
    public required int? HardStopAfterMs { get; init; }

    public required IReadOnlyList<int> FinishPids { get; init; }

    public required IReadOnlyList<int> TerminatePids { get; init; }

    /// <summary>Null when the configuration names a user or group that this machine does not know, which is written to <paramref name="errors"/>.</summary>
    public static LifePlan? From(Options options, GlobalConfig global, TextWriter errors)
    {
        if (!Identity.TryFind(global, errors, out Identity identity))
        {
            return null;
        }

        return new LifePlan
        {
            Background = options.Ground == Ground.Background || (options.Ground == Ground.AsConfigured && global.Daemon),
            MasterMode = options.MasterMode,
            PidFile = options.PidFile ?? global.PidFile,
            Root = global.Chroot,
            Identity = identity,
            GraceMs = global.GraceMs ?? 0,
            HardStopAfterMs = global.HardStopAfterMs,
            FinishPids = options.FinishPids,
            TerminatePids = options.TerminatePids,
        };
    }
}
