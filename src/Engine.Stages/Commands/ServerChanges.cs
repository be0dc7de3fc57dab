using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Stages.Commands;

/// <summary>Servers that come and go while clients are served, and cookies made of their addresses (MGT 9.3).</summary>
internal static class ServerChanges
{
    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("add server", "<bk>/<srv> <addr> [opts]*", "create a new server", ControlLevel.Admin, Add),
        new("del server", "<bk>/<srv>", "remove a server that is in maintenance", ControlLevel.Admin, Remove),
        new("set dynamic-cookie-key backend", "<bk> <k>", "change a backend secret key for dynamic cookies", ControlLevel.Admin, SetCookieKey),
        new("enable dynamic-cookie backend", "<bk>", "enable dynamic cookies on a specific backend", ControlLevel.Admin, static call => SetCookies(call, enabled: true)),
        new("disable dynamic-cookie backend", "<bk>", "disable dynamic cookies on a specific backend", ControlLevel.Admin, static call => SetCookies(call, enabled: false)),
    ];

    private static IEnumerator<Slice>? Add(CommandCall call)
    {
        string target = call[0];
        int slash = target.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == target.Length - 1)
        {
            return call.Refuse("Require 'backend/server'.");
        }

        if (ServerTarget.FindBackend(call, target[..slash]) is not { } backend)
        {
            return call.Refuse("No such backend.");
        }

        if (call.Count < 2)
        {
            return call.Refuse("'server' expects <name> and <addr>[:<port>] as arguments.");
        }

        List<string> words = [];
        for (int i = 1; i < call.Count; i++)
        {
            words.Add(call[i]);
        }

        return call.Engine.TryAddServer(backend, target[(slash + 1)..], words, out string error)
            ? call.Say(CommandCall.SeverityInfo, "New server registered.")
            : call.Refuse(error);
    }

    private static IEnumerator<Slice>? Remove(CommandCall call)
    {
        if (ServerTarget.Find(call, 0) is not { } server || ServerTarget.FindBackend(call, server.Backend.Name) is not { } backend)
        {
            return null;
        }

        return call.Engine.TryRemoveServer(backend, server, out string error)
            ? call.Say(CommandCall.SeverityInfo, "Server deleted.")
            : call.Refuse(error);
    }

    private static IEnumerator<Slice>? SetCookieKey(CommandCall call)
    {
        if (Find(call) is not { } backend)
        {
            return null;
        }

        if (call[1].Length == 0)
        {
            return call.Refuse("String value expected.");
        }

        backend.State.DynamicCookies.SetKey(ByteText.ToBytes(call[1]));
        return null;
    }

    private static IEnumerator<Slice>? SetCookies(CommandCall call, bool enabled)
    {
        if (Find(call) is { } backend)
        {
            backend.State.DynamicCookies.Enable(enabled);
        }

        return null;
    }

    private static BackendPlan? Find(CommandCall call)
    {
        if (call[0].Length == 0)
        {
            call.Refuse("A backend name is expected.");
            return null;
        }

        BackendPlan? backend = ServerTarget.FindBackend(call, call[0]);
        if (backend is null)
        {
            call.Refuse("No such backend.");
        }

        return backend;
    }
}
