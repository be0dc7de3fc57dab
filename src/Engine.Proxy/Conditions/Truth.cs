namespace Engine.Proxy.Conditions;

/// <summary>The answer of a condition.</summary>
public enum Truth : byte
{
    No,

    /// <summary>Not yet: bytes that may still come decide (TCP inspection).</summary>
    Maybe,
    Yes,
}
