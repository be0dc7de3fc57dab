using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Stages.Commands;

/// <summary>Frontends on and off, and how many connections they take.</summary>
internal static class LimitCommands
{
    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("disable frontend", "<frontend>", "temporarily disable specific frontend", ControlLevel.Admin, static call => Pause(call, paused: true)),
        new("enable frontend", "<frontend>", "re-enable specific frontend", ControlLevel.Admin, static call => Pause(call, paused: false)),
        new("shutdown frontend", "<frontend>", "stop a specific frontend", ControlLevel.Admin, Shutdown),
        new("set maxconn frontend", "<frontend> <value>", "change a frontend's maxconn setting", ControlLevel.Admin, SetFrontend),
        new("set maxconn global", "<value>", "change the per-process maxconn setting", ControlLevel.Admin, SetGlobal),
        new("set rate-limit connections global", "<value>", "change the per-process limit of connections per second", ControlLevel.Admin, static call => SetRate(call, call.Plan.AcceptRates.Connections)),
        new("set rate-limit sessions global", "<value>", "change the per-process limit of sessions per second", ControlLevel.Admin, static call => SetRate(call, call.Plan.AcceptRates.Sessions)),
        new("set rate-limit ssl-sessions global", "<value>", "change the per-process limit of TLS handshakes per second", ControlLevel.Admin, static call => call.Plan.Tls is { } tls ? SetRate(call, tls.Gate.Handshakes) : call.Refuse("No listener speaks TLS.")),
        new("set rate-limit http-compression global", "<value>", "change the per-process limit of kilobytes compressed per second", ControlLevel.Admin, SetCompression),
    ];

    /// <summary>0 is no limit.</summary>
    private static IEnumerator<Slice>? SetRate(CommandCall call, RateLimitShared limit)
    {
        if (!TryCount(call[0], out int max))
        {
            return call.Refuse("Expects an integer value.");
        }

        limit.Shown = max;
        call.Engine.ResumeAccepting();
        return null;
    }

    private static IEnumerator<Slice>? SetCompression(CommandCall call)
    {
        const int BytesPerKilobyte = 1024;
        if (!TryCount(call[0], out int kilobytes))
        {
            return call.Refuse("Expects an integer value.");
        }

        call.Plan.CompressionLimit.BytesPerSecondMax = (long)kilobytes * BytesPerKilobyte;
        return null;
    }

    private static FrontendPlan? Find(CommandCall call)
    {
        if (call[0].Length == 0)
        {
            call.Refuse("A frontend name is expected.");
            return null;
        }

        FrontendPlan? frontend = ServerTarget.FindFrontend(call, call[0]);
        if (frontend is null)
        {
            call.Refuse("No such frontend.");
        }

        return frontend;
    }

    private static IEnumerator<Slice>? Pause(CommandCall call, bool paused)
    {
        if (Find(call) is not { } frontend)
        {
            return null;
        }

        if (frontend.State.IsStopped)
        {
            return call.Refuse(paused ? "All sockets are already disabled." : "Frontend was previously shut down, cannot enable.");
        }

        if (frontend.State.IsPaused == paused)
        {
            return call.Say(CommandCall.SeverityNotice, paused ? "All sockets are already disabled." : "All sockets are already enabled.");
        }

        call.Engine.Pause(frontend, paused);
        return null;
    }

    private static IEnumerator<Slice>? Shutdown(CommandCall call)
    {
        if (Find(call) is not { } frontend)
        {
            return null;
        }

        if (frontend.State.IsStopped)
        {
            return call.Say(CommandCall.SeverityNotice, "Frontend was already shut down.");
        }

        call.Engine.ShutDown(frontend);
        return null;
    }

    private static IEnumerator<Slice>? SetFrontend(CommandCall call)
    {
        if (Find(call) is not { } frontend)
        {
            return null;
        }

        if (!TryCount(call[1], out int max))
        {
            return call.Refuse("Integer value expected.");
        }

        frontend.State.Connections.Max = max;
        call.Engine.ResumeAccepting();
        return null;
    }

    /// <summary>Not above what the process was started for: descriptors were counted for that.</summary>
    private static IEnumerator<Slice>? SetGlobal(CommandCall call)
    {
        if (!TryCount(call[0], out int max))
        {
            return call.Refuse("Expects an integer value.");
        }

        int hard = call.Plan.Global.MaxConn ?? int.MaxValue;
        if (max > hard)
        {
            return call.Refuse("Value out of range.");
        }

        call.Engine.ConnectionLimit.Max = max == 0 ? hard : max;
        call.Engine.ResumeAccepting();
        return null;
    }

    private static bool TryCount(string text, out int count) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);
}
