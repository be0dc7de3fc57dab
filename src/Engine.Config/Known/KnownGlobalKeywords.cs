using System.Collections.Generic;
using Engine.Config.Keywords;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.GlobalBuilder>;

namespace Engine.Config.Known;

/// <summary>Keywords of <c>global</c> that are not supported yet: state files, counters, modules.</summary>
internal static class KnownGlobalKeywords
{
    public static readonly IReadOnlyList<Keyword<GlobalBuilder>> Rows =
    [
        Row.Known("shm-stats-file", SectionSet.Global, "Shared-memory stats counters file across reloads (experimental)."),
        Row.Known("shm-stats-file-max-objects", SectionSet.Global, "Max objects in the shm stats file."),
        Row.Known("lua-load", SectionSet.Global, "Load a Lua file in shared context."),
        Row.Known("lua-load-per-thread", SectionSet.Global, "Load a Lua file once per thread."),
        Row.Known("lua-prepend-path", SectionSet.Global, "Extend Lua module search path."),
        Row.Known("51degrees-allow-unmatched", SectionSet.Global, "51Degrees device detection setting."),
        Row.Known("51degrees-cache-size", SectionSet.Global, "51Degrees cache size."),
        Row.Known("51degrees-data-file", SectionSet.Global, "51Degrees data file."),
        Row.Known("51degrees-difference", SectionSet.Global, "51Degrees match difference."),
        Row.Known("51degrees-drift", SectionSet.Global, "51Degrees match drift."),
        Row.Known("51degrees-property-name-list", SectionSet.Global, "51Degrees properties to load."),
        Row.Known("51degrees-property-separator", SectionSet.Global, "51Degrees output separator."),
        Row.Known("51degrees-use-performance-graph", SectionSet.Global, "51Degrees performance graph toggle."),
        Row.Known("51degrees-use-predictive-graph", SectionSet.Global, "51Degrees predictive graph toggle."),
        Row.Known("deviceatlas-json-file", SectionSet.Global, "DeviceAtlas data file."),
        Row.Known("deviceatlas-log-level", SectionSet.Global, "DeviceAtlas log level."),
        Row.Known("deviceatlas-properties-cookie", SectionSet.Global, "DeviceAtlas client cookie name."),
        Row.Known("deviceatlas-separator", SectionSet.Global, "DeviceAtlas output separator."),
        Row.Known("wurfl-cache-size", SectionSet.Global, "WURFL cache size."),
        Row.Known("wurfl-data-file", SectionSet.Global, "WURFL data file."),
        Row.Known("wurfl-information-list", SectionSet.Global, "WURFL capabilities to return."),
        Row.Known("wurfl-information-list-separator", SectionSet.Global, "WURFL output separator."),
        Row.Known("wurfl-patch-file", SectionSet.Global, "WURFL patch file."),
    ];
}
