namespace Engine.Proxy.Stages;

/// <summary>What becomes of the bytes an encoder holds back.</summary>
public enum EncodeEnd : byte
{
    /// <summary>More will come: the encoder may keep what it likes, within its own bounds.</summary>
    More,

    /// <summary>The sender pauses: the receiver must be able to decode everything given so far.</summary>
    Flush,

    /// <summary>The body is complete.</summary>
    Finish,
}
