namespace Engine.Proxy.Peers;

/// <summary>The messages of the peers protocol: class in the high byte, type in the low one. Types from 128 on have a length and data behind them.</summary>
internal enum PeersMessage : ushort
{
    ResyncRequest = 0x0000,
    ResyncFinished = 0x0001,
    ResyncPartial = 0x0002,
    ResyncConfirm = 0x0003,
    Heartbeat = 0x0004,
    ProtocolError = 0x0100,
    SizeError = 0x0101,
    Update = 0x0A80,
    NextUpdate = 0x0A81,
    TableDefinition = 0x0A82,
    TableSwitch = 0x0A83,
    Acknowledgement = 0x0A84,
    TimedUpdate = 0x0A85,
    NextTimedUpdate = 0x0A86,
}
