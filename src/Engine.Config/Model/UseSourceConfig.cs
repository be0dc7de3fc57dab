namespace Engine.Config.Model;

/// <summary>Whose address the server sees (CFG 4.2 source, usesrc).</summary>
public enum UseSourceKind : byte
{
    /// <summary>An address written here.</summary>
    Address,

    /// <summary><c>client</c>: the client's address and port.</summary>
    Client,

    /// <summary><c>clientip</c>: the client's address, and any port.</summary>
    ClientAddress,

    /// <summary><c>hdr_ip(NAME[,OCCURRENCE])</c>: an address from a header field of the request, and any port.</summary>
    Header,
}

/// <summary><c>usesrc</c>.</summary>
/// <param name="Address">With <see cref="UseSourceKind.Address"/> only.</param>
/// <param name="Where">The line.</param>
/// <param name="Word">The word in it behind <c>usesrc</c>.</param>
public sealed record UseSourceConfig(UseSourceKind Kind, AddressConfig? Address, Text.Statement Where, int Word);
