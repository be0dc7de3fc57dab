using System;
using System.Collections.Generic;
using Engine.Proxy.Rules;
using Engine.Stages.Exporters;

namespace Engine.Stages.Actions;

/// <summary><c>http-request use-service NAME</c>: the engine answers by itself. A further service is one row here.</summary>
internal static class UseServiceAction
{
    private static readonly IReadOnlyList<(string Name, Func<RuleArguments, RuleAction?> Create)> Services =
    [
        ("prometheus-exporter", PrometheusExporter.Create),
    ];

    private static IEnumerable<string> Names
    {
        get
        {
            foreach ((string name, _) in Services)
            {
                yield return name;
            }
        }
    }

    internal static RuleAction? Create(RuleArguments arguments)
    {
        string name = arguments.Value("use-service");
        foreach ((string known, Func<RuleArguments, RuleAction?> create) in Services)
        {
            if (known == name)
            {
                arguments.ExpectEnd();
                return arguments.Failed ? null : create(arguments);
            }
        }

        if (!arguments.Failed)
        {
            arguments.Reject($"there is no service '{name}'", "there are: " + string.Join(", ", Names));
        }

        return null;
    }
}
