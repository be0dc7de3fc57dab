using System;

namespace Weir.Invocation;

/// <summary>What follows an option.</summary>
internal enum OptionArity : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The next word.</summary>
    Word,

    /// <summary>Text glued to it, which may be missing: <c>-dMno-merge</c>.</summary>
    Glued,

    /// <summary>All following words up to the next option, maybe none: <c>-sf 12 34</c>.</summary>
    Pids,
}

/// <summary>One option of the command line: the only place where it is described.</summary>
/// <param name="Name">As typed, dash included.</param>
/// <param name="ValueName">How the usage text calls what follows; "" with nothing.</param>
/// <param name="Documentation">One line.</param>
/// <param name="Apply">Takes the value ("" with nothing); says what is wrong with it, or null.</param>
internal sealed record OptionRow(string Name, OptionArity Arity, string ValueName, string Documentation, Func<Options, string, string?> Apply);
