using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Values;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;

namespace Engine.Stages.Commands;

/// <summary>What a client of the runtime API sets for itself: rights, timeout, modes.</summary>
internal static class SessionCommands
{
    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("operator", "", "lower the level of the current CLI session to operator", ControlLevel.User, static call => Lower(call, ControlLevel.Operator)),
        new("user", "", "lower the level of the current CLI session to user", ControlLevel.User, static call => Lower(call, ControlLevel.User)),
        new("expert-mode", "[on|off]", "switch the commands for experts on or off", ControlLevel.Admin, ExpertMode),
        new("experimental-mode", "[on|off]", "switch the experimental commands on or off", ControlLevel.Admin, ExperimentalMode),
        new("set timeout", "cli <delay>", "change a timeout setting", ControlLevel.User, SetTimeout),
        new("set severity-output", "[none|number|string]", "set presence of severity level in feedback information", ControlLevel.User, SetSeverityOutput),
        new("show cli level", "", "display the level of the current CLI session", ControlLevel.User, ShowLevel),
        new("show cli sockets", "", "dump list of cli sockets", ControlLevel.Operator, ShowSockets),
    ];

    private static IEnumerator<Slice>? Lower(CommandCall call, ControlLevel level)
    {
        if (call.Session.Level < level)
        {
            return call.Refuse("Permission denied");
        }

        call.Session.Level = level;
        return null;
    }

    private static IEnumerator<Slice>? ExpertMode(CommandCall call)
    {
        if (call.Count == 0)
        {
            call.Page.Text("expert-mode is ").Line(call.Session.IsExpert ? "ON" : "OFF");
        }

        call.Session.IsExpert = call.Count == 0 ? call.Session.IsExpert : call[0] == "on";
        return null;
    }

    private static IEnumerator<Slice>? ExperimentalMode(CommandCall call)
    {
        if (call.Count == 0)
        {
            call.Page.Text("experimental-mode is ").Line(call.Session.IsExperimental ? "ON" : "OFF");
        }

        call.Session.IsExperimental = call.Count == 0 ? call.Session.IsExperimental : call[0] == "on";
        return null;
    }

    private static IEnumerator<Slice>? SetTimeout(CommandCall call)
    {
        if (call[0] != "cli")
        {
            return call.Refuse("'set timeout' only supports 'cli'.");
        }

        if (!TimeValue.TryParse(call[1], TimeUnit.Seconds, out int ms, out _) || ms < 1)
        {
            return call.Refuse("Invalid timeout value.");
        }

        call.Session.TimeoutMs = ms;
        return null;
    }

    private static IEnumerator<Slice>? SetSeverityOutput(CommandCall call)
    {
        switch (call[0])
        {
            case "none":
                call.Session.Severities = SeverityOutput.None;
                return null;
            case "number":
                call.Session.Severities = SeverityOutput.Number;
                return null;
            case "string":
                call.Session.Severities = SeverityOutput.Word;
                return null;
            default:
                return call.Refuse("one of 'none', 'number', 'string' is a required argument\n");
        }
    }

    private static IEnumerator<Slice>? ShowLevel(CommandCall call)
    {
        call.Page.Line(LevelName(call.Session.Level));
        return null;
    }

    private static IEnumerator<Slice>? ShowSockets(CommandCall call)
    {
        call.Page.Line("# socket lvl processes");
        foreach (ControlSocketPlan socket in call.Plan.Control.Sockets)
        {
            call.Page.Text(socket.Name).Raw((byte)' ').Text(LevelName(socket.Level)).Line(" all");
        }

        return null;
    }

    private static string LevelName(ControlLevel level) => level switch
    {
        ControlLevel.Admin => "admin",
        ControlLevel.Operator => "operator",
        _ => "user",
    };
}
