using System;
using Engine.Proxy.Loops;
using Engine.Proxy.State;

namespace Engine.Stages.Pages;

/// <summary>Something that the statistics page can do to a server: a row of a table.</summary>
/// <param name="Name">Value of <c>action</c>.</param>
/// <param name="Label">On the page.</param>
/// <param name="Apply">False when the server is so already, or cannot be.</param>
internal sealed record ServerAction(string Name, string Label, Func<ProxyLoop, ServerState, bool> Apply);
