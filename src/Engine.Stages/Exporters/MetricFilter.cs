using System;
using System.Collections.Generic;
using Engine.Config.Text;
using Engine.Stages.Statistics;

namespace Engine.Stages.Exporters;

/// <summary>What a scrape asks for, by its query: <c>scope=</c>, <c>metrics=</c>, <c>no-maint</c>.</summary>
internal sealed class MetricFilter
{
    private readonly HashSet<string> _scopes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _wanted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unwanted = new(StringComparer.Ordinal);

    private MetricFilter(string query)
    {
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string value = equals < 0 ? "" : Uri.UnescapeDataString(pair[(equals + 1)..]);
            switch (equals < 0 ? pair : pair[..equals])
            {
                case "scope":
                    ReadScope(value);
                    break;
                case "no-maint":
                    NoMaintenance = true;
                    break;
                case "metrics":
                    ReadMetrics(value);
                    break;
            }
        }
    }

    public bool NoMaintenance { get; private set; }

    /// <summary>False when a scope is none: 400 is the answer then.</summary>
    public bool IsValid { get; private set; } = true;

    public static MetricFilter Read(ReadOnlySpan<byte> pathAndQuery)
    {
        int query = pathAndQuery.IndexOf((byte)'?');
        return new MetricFilter(query < 0 ? "" : ByteText.FromBytes(pathAndQuery[(query + 1)..]));
    }

    public bool Asks(StatKinds kind) => Asks(kind switch
    {
        StatKinds.Frontend => "frontend",
        StatKinds.Backend => "backend",
        StatKinds.Server => "server",
        _ => "listener",
    });

    /// <summary>"global", "frontend" ...</summary>
    public bool Asks(string scope) => _scopes.Count == 0 ? scope != "listener" : _scopes.Contains(scope);

    /// <param name="name">With its prefix.</param>
    public bool Wants(string name) => !_unwanted.Contains(name) && (_wanted.Count == 0 || _wanted.Contains(name));

    private void ReadScope(string scope)
    {
        string[] all = ["global", "frontend", "listener", "backend", "server", "sticktable"];
        if (scope is "*" or "")
        {
            _scopes.UnionWith(scope == "*" ? all : ["none"]);
            return;
        }

        IsValid &= Array.IndexOf(all, scope) >= 0;
        _scopes.Add(scope);
    }

    private void ReadMetrics(string list)
    {
        foreach (string name in list.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name[0] == '-')
            {
                _unwanted.Add(name[1..]);
            }
            else
            {
                _wanted.Add(name);
            }
        }
    }
}
