using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary><c>peer NAME ADDRESS:PORT [OPTIONS]</c>, or <c>server NAME [ADDRESS:PORT] [OPTIONS]</c>, of a peers section.</summary>
/// <param name="Address">Null for this machine, where a <c>bind</c> line says it.</param>
/// <param name="Options">How it is connected to; default-server already merged in.</param>
/// <param name="Words">All lines that this comes from, as they are written.</param>
public sealed record PeersMemberConfig(Statement Where, string Name, AddressConfig? Address, ServerConfig Options, string Words);
