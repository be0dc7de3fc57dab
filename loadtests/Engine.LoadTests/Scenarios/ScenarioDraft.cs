using System.Collections.Generic;

namespace Engine.LoadTests.Scenarios;

/// <summary>What has been read of a scenario so far.</summary>
internal sealed class ScenarioDraft(FaultList faults)
{
    /// <summary>As long as k6 and NBomber's HttpClient would wait is far too long for a test of a proxy; wrk waits 2 s.</summary>
    public const long TimeoutMsDefault = 5000;

    /// <summary>wrk2's and k6's examples inject over about as many.</summary>
    public const int ConnectionsDefault = 100;

    public FaultList Faults { get; } = faults;

    public string? Name { get; set; }

    public Target? Target { get; set; }

    public bool KeepAlive { get; set; } = true;

    public int Pipeline { get; set; } = 1;

    public long TimeoutMs { get; set; } = TimeoutMsDefault;

    public long ThinkMinMs { get; set; }

    public long ThinkMaxMs { get; set; }

    /// <summary>The line that sets a think time.</summary>
    public Statement? ThinkLine { get; set; }

    /// <summary>The line that sets a pipeline depth.</summary>
    public Statement? PipelineLine { get; set; }

    public int Connections { get; set; } = ConnectionsDefault;

    public int Loops { get; set; } = 1;

    public long WarmUpNs { get; set; }

    public List<Step> Steps { get; } = [];

    public List<Phase> Phases { get; } = [];

    public List<(Assertion Assertion, Statement Line)> Assertions { get; } = [];
}
