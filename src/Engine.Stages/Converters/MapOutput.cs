namespace Engine.Stages.Converters;

/// <summary>What a map converter gives.</summary>
internal enum MapOutput : byte
{
    Text,
    Integer,
    Address,

    /// <summary>The pattern that matched, as it is written.</summary>
    Key,

    /// <summary>The value with the groups of the regular expression put in.</summary>
    Rewritten,
}
