namespace Engine.IO.ProxyProtocol;

/// <summary>What the first bytes of a connection are, as far as they have come.</summary>
public enum ProxyHeaderResult : byte
{
    /// <summary>A whole header.</summary>
    Done,

    /// <summary>What is there may begin one.</summary>
    NeedMore,

    /// <summary>They are no header, and cannot become one.</summary>
    Invalid,
}
