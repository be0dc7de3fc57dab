using System;
using System.Globalization;
using Engine.Proxy.Health;
using Engine.Proxy.State;

namespace Engine.Stages.Checks;

/// <summary>What an agent said in its line.</summary>
internal sealed class AgentReport
{
    private const int WeightMax = 256;

    private string? _weight;
    private string? _maxConn;
    private string? _admin;

    /// <summary>The word about up and down as it was said; null = none.</summary>
    internal string? Health { get; private set; }

    internal CheckStatus Status { get; private set; } = CheckStatus.Checked;

    /// <summary>What stands behind #; "" = nothing.</summary>
    internal string Message { get; private set; } = "";

    /// <summary>A word that is none; null = all are.</summary>
    internal string? Error { get; private set; }

    internal static AgentReport Read(string line)
    {
        AgentReport report = new();
        int hash = line.IndexOf('#', StringComparison.Ordinal);
        if (hash >= 0)
        {
            report.Message = line[(hash + 1)..].Trim();
        }

        foreach (string word in (hash < 0 ? line : line[..hash]).Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            report.Take(word);
        }

        return report;
    }

    /// <summary>Administrative words come first, so that they stand above the others. Null, or what could not be done.</summary>
    internal string? Apply(ServerState server)
    {
        switch (_admin)
        {
            case "ready":
                server.Health.SetReady();
                break;
            case "drain":
                server.Health.SetDrain();
                break;
            case "maint":
                server.Health.SetMaintenance();
                break;
        }

        return SetWeight(server) ?? SetMaxConn(server);
    }

    private void Take(string word)
    {
        string low = word.ToLowerInvariant();
        switch (low)
        {
            case "up":
                (Health, Status) = (word, CheckStatus.Layer7Passed);
                break;
            case "down" or "stopped":
            case var fail when fail.StartsWith("fail", StringComparison.Ordinal):
                (Health, Status) = (word, CheckStatus.Layer7WrongStatus);
                break;
            case "ready" or "drain" or "maint":
                _admin = low;
                break;
            case var percent when percent.EndsWith('%'):
                _weight = low;
                break;
            case var limit when limit.StartsWith("maxconn:", StringComparison.Ordinal):
                _maxConn = low["maxconn:".Length..];
                break;
            case var weight when weight.StartsWith("weight:", StringComparison.Ordinal):
                _weight = low["weight:".Length..];
                break;
            default:
                Error = word;
                break;
        }
    }

    /// <summary>"75%" of the weight in the configuration, or a weight of its own.</summary>
    private string? SetWeight(ServerState server)
    {
        if (_weight is null)
        {
            return null;
        }

        bool isShare = _weight.EndsWith('%');
        if (!int.TryParse(isShare ? _weight[..^1] : _weight, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return "Malformed weight";
        }

        long weight = isShare ? (((long)server.Plan.Weight * number) + 99) / 100 : number;
        if (weight > WeightMax)
        {
            return isShare ? "Relative weight can only be set between 0 and 100% of 256" : "Absolute weight can only be between 0 and 256 inclusive";
        }

        if (weight != server.Weight)
        {
            server.Health.SetWeight((int)weight);
        }

        return null;
    }

    private string? SetMaxConn(ServerState server)
    {
        if (_maxConn is null)
        {
            return null;
        }

        if (!int.TryParse(_maxConn, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return "Malformed maxconn";
        }

        server.Health.SetMaxConn(number);
        return null;
    }
}
