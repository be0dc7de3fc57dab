namespace Engine.Proxy.Relays;

/// <summary>How the relay of one body came to its end.</summary>
internal enum RelayEnd : byte
{
    /// <summary>The whole body went through.</summary>
    Done,

    /// <summary>The sender closed or failed before the end of its body.</summary>
    SourceClosed,

    /// <summary>The sender broke the chunked coding.</summary>
    SourceInvalid,

    /// <summary>The receiver failed.</summary>
    SinkFailed,

    /// <summary>The content coding gave up.</summary>
    CodecFailed,

    /// <summary>Somebody ended the exchange meanwhile.</summary>
    Canceled,
}
