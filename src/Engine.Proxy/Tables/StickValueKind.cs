namespace Engine.Proxy.Tables;

/// <summary>How a value lies in an entry.</summary>
public enum StickValueKind : byte
{
    /// <summary>The table does not keep it.</summary>
    None,

    /// <summary>32 bits, signed.</summary>
    Signed,

    /// <summary>32 bits, unsigned, turning over.</summary>
    Counter,

    /// <summary>64 bits, unsigned.</summary>
    Long,

    /// <summary>A <see cref="FrequencyCounter"/>.</summary>
    Rate,

    /// <summary>The number of a name in <see cref="StickNamesShared"/>.</summary>
    Name,
}
