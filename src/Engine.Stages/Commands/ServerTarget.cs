using System;
using Engine.Config.Model;
using Engine.Proxy.Control;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Stages.Commands;

/// <summary>Reads "backend/server" arguments of commands, and answers for those that name none.</summary>
internal static class ServerTarget
{
    /// <summary>The server; null when the client has been told that there is none, or that it may not.</summary>
    public static ServerState? Find(CommandCall call, int argument, ControlLevel level = ControlLevel.Admin)
    {
        if (!call.Allows(level))
        {
            return null;
        }

        string text = call[argument];
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == text.Length - 1)
        {
            call.Refuse("Require 'backend/server'.");
            return null;
        }

        if (FindBackend(call, text[..slash]) is not { } backend)
        {
            call.Refuse("No such backend.");
            return null;
        }

        ServerState? server = Find(backend, text[(slash + 1)..]);
        if (server is null)
        {
            call.Refuse("No such server.");
        }

        return server;
    }

    /// <summary>By name, or by "#id".</summary>
    public static BackendPlan? FindBackend(CommandCall call, string name)
    {
        foreach (BackendPlan backend in call.Plan.Backends)
        {
            if (backend.Name == name || Is(name, backend.State.Id))
            {
                return backend;
            }
        }

        return null;
    }

    /// <summary>By name, or by "#id".</summary>
    public static FrontendPlan? FindFrontend(CommandCall call, string name)
    {
        foreach (FrontendPlan frontend in call.Plan.Frontends)
        {
            if (frontend.Name == name || Is(name, frontend.State.Id))
            {
                return frontend;
            }
        }

        return null;
    }

    private static ServerState? Find(BackendPlan backend, string name)
    {
        foreach (ServerState server in backend.State.Servers)
        {
            if (server.Name == name || Is(name, server.Plan.Id))
            {
                return server;
            }
        }

        return null;
    }

    private static bool Is(string text, int id) => text.Length > 1 && text[0] == '#' && int.TryParse(text.AsSpan(1), out int number) && number == id;
}
