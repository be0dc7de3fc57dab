using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;
using Engine.Proxy.Rules;

namespace Engine.Stages.Tables;

/// <summary>The actions on stick tables (CFG 4.3).</summary>
internal static class TableActions
{
    /// <summary>The largest <c>tune.stick-counters</c>.</summary>
    private const int CountersMax = 255;

    private static readonly Ruleset[] Everywhere = Enum.GetValues<Ruleset>();

    private static readonly Ruleset[] Tracking =
    [
        Ruleset.TcpRequestConnection, Ruleset.TcpRequestSession, Ruleset.TcpRequestContent, Ruleset.HttpRequest, Ruleset.HttpResponse,
    ];

    internal static IReadOnlyList<ActionRow> Rows => [.. Counters, .. Trackers()];

    private static IReadOnlyList<ActionRow> Counters =>
    [
        new("sc-add-gpc", Everywhere, "Adds to an element of gpc at a tracked key.", CounterAction.CreateAdd),
        new("sc-inc-gpc", Everywhere, "Counts one more in an element of gpc at a tracked key.", CounterAction.CreateIncrement),
        new("sc-inc-gpc0", Everywhere, "Counts one more in gpc0 at a tracked key.", CounterAction.CreateIncrement0),
        new("sc-inc-gpc1", Everywhere, "Counts one more in gpc1 at a tracked key.", CounterAction.CreateIncrement1),
        new("sc-set-gpt", Everywhere, "Sets an element of gpt at a tracked key.", CounterAction.CreateSetTag),
        new("sc-set-gpt0", Everywhere, "Sets gpt0 at a tracked key.", CounterAction.CreateSetTag0),
    ];

    private static IEnumerable<ActionRow> Trackers()
    {
        for (int i = 0; i < CountersMax; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{TrackAction.Prefix}{i}");
            yield return new ActionRow(name, Tracking, $"Counts what follows at a key of a table, until its end, as number {i}.", TrackAction.Create);
        }
    }
}
