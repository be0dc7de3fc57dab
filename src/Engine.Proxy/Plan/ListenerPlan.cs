using System.Collections.Generic;
using Engine.Config.Model;
using Engine.IO.Addressing;
using Engine.IO.Listening;

namespace Engine.Proxy.Plan;

/// <summary>One address and port of a bind line, or one inherited descriptor.</summary>
/// <param name="Bind">The line it came from.</param>
/// <param name="Endpoint">Null for an inherited descriptor.</param>
/// <param name="Descriptor">The inherited descriptor (<c>fd@N</c>); -1 otherwise.</param>
/// <param name="Options">Socket options, <c>SO_REUSEPORT</c> included.</param>
public sealed record ListenerPlan(BindConfig Bind, SocketEndpoint? Endpoint, int Descriptor, ListenOptions Options);
