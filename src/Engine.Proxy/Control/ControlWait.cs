namespace Engine.Proxy.Control;

/// <summary>What a client of the runtime API is waited for, and so what its timer means.</summary>
internal enum ControlWait : byte
{
    None,
    Line,
    Room,

    /// <summary>A command asked to be called again later.</summary>
    Pause,
}
