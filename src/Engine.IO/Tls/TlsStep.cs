namespace Engine.IO.Tls;

/// <summary>How far a handshake came with the bytes there were.</summary>
internal enum TlsStep : byte
{
    Done,
    WantsInput,
    WantsRoom,
    Failed,
}
