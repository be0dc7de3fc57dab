using Engine.Config.Text;

namespace Engine.Proxy.Tracing;

/// <summary>What a line of a trace says.</summary>
public enum TraceKind : byte
{
    /// <summary>Rules that are read now: their kind and section.</summary>
    Ruleset,

    /// <summary>A rule whose condition held: it was applied.</summary>
    Match,

    /// <summary>A rule whose condition did not hold.</summary>
    NoMatch,

    /// <summary>A rule behind one that ended the reading.</summary>
    NotReached,

    /// <summary>What was decided, and why.</summary>
    Decision,
}

/// <summary>One line of a trace.</summary>
/// <param name="Where">The line of the configuration it is about; null when it is about none.</param>
public sealed record TraceStep(TraceKind Kind, string Text, Statement? Where = null);
