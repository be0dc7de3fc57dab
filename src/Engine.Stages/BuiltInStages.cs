using Engine.Proxy.Stages;
using Engine.Stages.Actions;
using Engine.Stages.Balancers;
using Engine.Stages.Checks;
using Engine.Stages.Commands;
using Engine.Stages.Compression;
using Engine.Stages.Converters;
using Engine.Stages.Fetches;
using Engine.Stages.Logs;
using Engine.Stages.Matchers;
using Engine.Stages.Pages;
using Engine.Stages.Tables;

namespace Engine.Stages;

/// <summary>The tables of all parts in this project: a new one is its own file and one row here, or in the table of its family.</summary>
public static class BuiltInStages
{
    public static StageCatalog Catalog { get; } = new()
    {
        DefaultBalancer = "roundrobin",
        Balancers = BalancerTable.Rows,
        HashFunctions = KeyHash.Names,
        Actions = [.. ConnectionActions.Rows, .. HttpActions.Rows, .. LogActions.Rows, .. PatternActions.Rows, .. TableActions.Rows, .. VariableActions.Rows],
        Codecs = CodecTable.Rows,
        Fetches =
        [
            .. AclFetches.Rows, .. AuthFetches.Rows, .. CaptureFetches.Rows, .. ConnectionFetches.Rows, .. TcpInfoFetches.Rows, .. ConstantFetches.Rows, .. ContentFetches.Rows,
            .. ExchangeFetches.Rows, .. HttpFetches.Rows, .. ProcessFetches.Rows, .. ProxyFetches.Rows, .. ProxyHeaderFetches.Rows, .. ServerFetches.Rows, .. TableFetches.Rows, .. TlsFetches.Rows,
            .. VariableFetches.Rows,
        ],
        Converters = [.. CaptureConverters.Rows, .. ConverterFamilies.Rows, .. MapConverters.Rows, .. TableConverters.Rows, .. VariableConverters.Rows],
        LogAliases = [.. PlaceAliases.Rows, .. TimeAliases.Rows, .. RequestAliases.Rows, .. CaptureAliases.Rows, .. CounterAliases.Rows],
        Checks = CheckTable.Rows,
        LogFormats = LogFormats.All,
        Matchers = MatcherTable.Rows,
        Commands = CommandFamilies.Rows,
        StatisticsPage = StatisticsPage.Create,
    };
}
