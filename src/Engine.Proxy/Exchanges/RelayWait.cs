namespace Engine.Proxy.Exchanges;

/// <summary>What the relay of one body waits for.</summary>
internal enum RelayWait : byte
{
    None,

    /// <summary>More bytes.</summary>
    Source,

    /// <summary>Room for those it has.</summary>
    Sink,
}
