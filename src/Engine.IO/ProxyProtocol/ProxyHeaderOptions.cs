using System;

namespace Engine.IO.ProxyProtocol;

/// <summary>What a header of version 2 tells beside the addresses (CFG 5.2 proxy-v2-options).</summary>
[Flags]
public enum ProxyHeaderOptions : byte
{
    None = 0,
    Ssl = 1,
    CommonName = 2,
    Cipher = 4,
    Signature = 8,
    Key = 16,
    Authority = 32,
    Crc32c = 64,
    UniqueId = 128,
}
