using System.Collections.Generic;

namespace Engine.LoadTests.Scenarios;

/// <summary>The keywords of the scenario section.</summary>
internal static class SettingDirectives
{
    /// <summary>Each connection costs the generator some 3 KB, and the kernel a descriptor; one address has 28,000 ports to connect from.</summary>
    private const int ConnectionsMost = 1_000_000;

    private const double HourNs = 3600e9;

    public static readonly IReadOnlyList<Directive> Table =
    [
        new("target", "http://HOST:PORT", false, ReadTarget),
        new("connection", "keep-alive | per-request", false, (draft, line) =>
            draft.KeepAlive = line.TakeOneOf("a way to use connections", "keep-alive", "per-request") != "per-request"),
        new("connections", "NUMBER", false, (draft, line) => draft.Connections = line.TakeCount(1, ConnectionsMost)),
        new("pipeline", "NUMBER", false, ReadPipeline),
        new("timeout", "DURATION", false, (draft, line) => draft.TimeoutMs = (long)(line.Take(Quantity.Duration, 1e6, HourNs) / 1e6)),
        new("think", "DURATION [to DURATION]", false, ReadThink),
        new("loops", "NUMBER", false, (draft, line) => draft.Loops = line.TakeCount(1, 64)),
    ];

    private static void ReadTarget(ScenarioDraft draft, LineReader line)
    {
        string text = line.Take("the target");
        if (line.HasFailed)
        {
            return;
        }

        if (Target.TryParse(text, out Target target, out string cause, out string fix))
        {
            draft.Target ??= target;
        }
        else
        {
            line.FailLast(cause, fix);
        }
    }

    private static void ReadPipeline(ScenarioDraft draft, LineReader line)
    {
        draft.Pipeline = line.TakeCount(1, 256);
        draft.PipelineLine = line.Line;
    }

    private static void ReadThink(ScenarioDraft draft, LineReader line)
    {
        double least = line.Take(Quantity.Duration, 0, HourNs);
        double most = line.TryTake("to") ? line.Take(Quantity.Duration, least, HourNs) : least;
        (draft.ThinkMinMs, draft.ThinkMaxMs) = ((long)(least / 1e6), (long)(most / 1e6));
        draft.ThinkLine = line.Line;
    }
}
