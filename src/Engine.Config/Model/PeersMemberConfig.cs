using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary><c>peer NAME ADDRESS:PORT</c>, or <c>server NAME [ADDRESS:PORT]</c>, of a peers section.</summary>
/// <param name="Address">Null for this machine, where a <c>bind</c> line says it.</param>
public sealed record PeersMemberConfig(Statement Where, string Name, AddressConfig? Address);
