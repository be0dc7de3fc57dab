using System;
using System.Collections.Generic;
using System.IO;

namespace Weir.Tools;

/// <summary>Where a tool writes.</summary>
internal sealed record ToolOutput(TextWriter Text, TextWriter Errors);

/// <summary>A word that may stand first on the command line, in place of HAProxy's options: the only place where it is described.</summary>
/// <param name="Name">As typed.</param>
/// <param name="Usage">What follows it.</param>
/// <param name="Documentation">One line.</param>
/// <param name="Options">Options of its own, each with one line, for the manual and for completion.</param>
/// <param name="Run">Takes the words behind its name; returns the exit status.</param>
internal sealed record ToolRow(string Name, string Usage, string Documentation, IReadOnlyList<(string Option, string Text)> Options, Func<string[], ToolOutput, int> Run);
