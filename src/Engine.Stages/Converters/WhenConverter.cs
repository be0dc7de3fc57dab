using System;
using System.Collections.Generic;
using Engine.Config.Text;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>
/// <c>when</c>: passes the value on while a condition holds, else there is none (CFG 7.3.1 when). For log lines that say more about what
/// went wrong, such as <c>%[fc_rtt,when(error)]</c>.
/// </summary>
internal static class WhenConverter
{
    private delegate bool Condition(in SampleContext context);

    private static readonly Dictionary<string, Condition> Conditions = new(StringComparer.Ordinal)
    {
        ["error"] = static (in SampleContext context) => context.HasExchange && !context.Exchange.Record.IsNormal,
        ["forwarded"] = static (in SampleContext context) => IsForwarded(context),
        ["normal"] = static (in SampleContext context) => context.HasExchange && context.Exchange.Record.IsNormal,
        ["processed"] = static (in SampleContext context) => IsForwarded(context) || IsAnsweredByService(context),
        ["stopping"] = static (in SampleContext context) => context.Place.IsStopping,
        ["toapplet"] = static (in SampleContext context) => IsAnsweredByService(context),
    };

    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        new("when", "Passes the value on while a condition holds: error, forwarded, normal, processed, stopping, toapplet, acl and its name; ! before it negates.", SampleType.None, Create),
    ];

    private static WhenState? Create(SampleCallArguments call)
    {
        bool negated = call.Text(0).StartsWith('!');
        string name = call.Text(0)[(negated ? 1 : 0)..].Trim();
        if (name == "acl")
        {
            return call.Compiler.AllOf([call.Text(1)], call) is { } acl ? new WhenState((in SampleContext context) => acl.IsTrue(context), negated) : null;
        }

        if (call.Count > 1)
        {
            call.Error($"'{name}' of 'when' takes no argument");
            return null;
        }

        if (Conditions.TryGetValue(name, out Condition? condition))
        {
            return new WhenState(condition, negated);
        }

        call.Error($"'{name}' is no condition of 'when'", Suggest.Fix(name, [.. Conditions.Keys, "acl"]) ?? $"there are {string.Join(", ", Conditions.Keys)}, and acl with its name");
        return null;
    }

    private static bool IsForwarded(in SampleContext context) => context.HasExchange && context.Exchange.Times.ConnectMs != 0;

    private static bool IsAnsweredByService(in SampleContext context) => context.HasExchange && context.Exchange.Service.Length > 0;

    private sealed class WhenState(Condition condition, bool negated) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample) => condition(context) != negated;
    }
}
