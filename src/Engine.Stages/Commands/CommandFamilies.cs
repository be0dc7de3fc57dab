using System.Collections.Generic;
using Engine.Proxy.Control;

namespace Engine.Stages.Commands;

/// <summary>The commands of the runtime API: one file for each family.</summary>
internal static class CommandFamilies
{
    public static IReadOnlyList<CommandRow> Rows =>
    [
        .. InfoCommands.Rows, .. SessionCommands.Rows, .. StatCommands.Rows,
    ];
}
