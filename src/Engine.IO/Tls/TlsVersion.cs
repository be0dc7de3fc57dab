namespace Engine.IO.Tls;

/// <summary>Versions of the protocol, as they stand on the wire.</summary>
public enum TlsVersion
{
    Any = 0,
    Tls10 = 0x301,
    Tls11 = 0x302,
    Tls12 = 0x303,
    Tls13 = 0x304,
}
