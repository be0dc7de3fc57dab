using Engine.IO.Addressing;

namespace Engine.IO.Listening;

/// <summary>A listening socket that one process hands to the next.</summary>
/// <param name="Fd">Owned by whoever has this.</param>
/// <param name="Endpoint">Where it listens.</param>
/// <param name="Interface">The network interface it is bound to; "" = any.</param>
public sealed record HandedSocket(int Fd, SocketEndpoint Endpoint, string Interface);
