namespace Engine.Stages.Actions;

/// <summary>The ways of <c>normalize-uri</c> (CFG 4.4).</summary>
internal enum UriNormalizer : byte
{
    FragmentEncode,
    FragmentStrip,
    PathMergeSlashes,
    PathStripDot,
    PathStripDotDot,
    PercentDecodeUnreserved,
    PercentToUppercase,
    QuerySortByName,
}
