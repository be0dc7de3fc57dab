namespace Engine.Proxy.Conditions;

/// <summary>What the values of a map must be for the converters that read it.</summary>
public enum PatternValueKind : byte
{
    /// <summary>Any text.</summary>
    Text,
    Integer,
    Address,
}
