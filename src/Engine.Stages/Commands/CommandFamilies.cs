using System.Collections.Generic;
using Engine.Proxy.Control;

namespace Engine.Stages.Commands;

/// <summary>The commands of the runtime API: one file for each family.</summary>
internal static class CommandFamilies
{
    public static IReadOnlyList<CommandRow> Rows =>
    [
        .. CacheCommands.Rows, .. CertificateCommands.Rows, .. CertificateListCommands.Rows, .. DeveloperCommands.Rows, .. ErrorCommands.Rows, .. InfoCommands.Rows, .. LimitCommands.Rows, .. MasterCommands.Rows, .. NeighbourCommands.Rows, .. PatternCommands.Rows, .. ProcessCommands.Rows, .. ReloadCommand.Rows,
        .. ServerChanges.Rows, .. ServerCommands.Rows, .. ServerListings.Rows, .. SessionCommands.Rows, .. SessionListings.Rows, .. StatCommands.Rows,
        .. TableCommands.Rows, .. TrustCommands.Rows, .. TrustChangeCommands.Rows,
        .. StapleCommands.Rows, .. TicketKeyCommands.Rows,
    ];
}
