using System;
using Engine.Config.Text;
using Engine.Proxy.Samples;
using Engine.Proxy.State;

namespace Engine.Stages.Fetches;

/// <summary>Arguments that name a frontend, a backend or a server; left out they mean the section the expression stands in.</summary>
internal static class NamedState
{
    internal static FrontendState? Frontend(SampleCallArguments call)
    {
        string name = call.Has(0) ? call.Text(0) : call.Proxy?.Name ?? "";
        if (call.Compiler.Names.Frontends.TryGetValue(name, out FrontendState? state))
        {
            return state;
        }

        call.Error($"there is no frontend '{name}'", Suggest.Fix(name, [.. call.Compiler.Names.Frontends.Keys]));
        return null;
    }

    internal static BackendState? Backend(SampleCallArguments call)
    {
        string name = call.Has(0) ? call.Text(0) : call.Proxy?.Name ?? "";
        if (call.Compiler.Names.Backends.TryGetValue(name, out BackendState? state))
        {
            return state;
        }

        call.Error($"there is no backend '{name}'", Suggest.Fix(name, [.. call.Compiler.Names.Backends.Keys]));
        return null;
    }

    /// <summary>"backend/server", or "server" of this section.</summary>
    internal static ServerState? Server(SampleCallArguments call)
    {
        string text = call.Text(0);
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string backend = slash < 0 ? call.Proxy?.Name ?? "" : text[..slash];
        string server = text[(slash + 1)..];
        if (!call.Compiler.Names.Backends.ContainsKey(backend))
        {
            call.Error($"there is no backend '{backend}'", Suggest.Fix(backend, [.. call.Compiler.Names.Backends.Keys]));
            return null;
        }

        if (call.Compiler.Names.FindServer(backend, server) is not { } found)
        {
            call.Error($"the backend '{backend}' has no server '{server}'");
            return null;
        }

        return found;
    }
}
