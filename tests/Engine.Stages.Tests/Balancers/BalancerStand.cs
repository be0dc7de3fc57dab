using System;
using System.Collections.Generic;
using System.Linq;
using Engine.IO.Addressing;
using Engine.Proxy.Plan;
using Engine.Proxy.Stages;
using Engine.Proxy.State;
using Engine.Stages.Tests.Stand;

namespace Engine.Stages.Tests.Balancers;

/// <summary>A backend "b" of some lines, and picks from it.</summary>
internal sealed class BalancerStand : IDisposable
{
    public BalancerStand(string lines) => Stand = new SampleStand(sections: TextOf(lines));

    public SampleStand Stand { get; }

    public BackendPlan Plan => Stand.Plan.Backends.First(plan => plan.Name == "b");

    public BackendState State => Plan.State;

    /// <summary>By name, without a row of letters for each: servers of one backend.</summary>
    public ServerState this[string name] => State.Servers.First(server => server.Name == name);

    /// <summary>Findings about such a backend.</summary>
    public static string Diagnose(string lines) => SampleStand.Diagnose("", TextOf(lines));

    public ServerState? Pick(ServerState? avoid = null, string client = "127.0.0.1") => Plan.Balancer.Pick(new PickRequest
    {
        Client = EndpointAddress.FromIP(System.Net.IPAddress.Parse(client), 1),
        Head = Stand.Exchange.Request,
        Exchange = Stand.Exchange,
        Avoid = avoid,
    });

    /// <summary>Names of the servers picked; each request is over before the next.</summary>
    public string Picks(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => Pick()?.Name ?? "-"));

    /// <summary>The same, for requests of these targets.</summary>
    public string PicksOf(params string[] targets) => string.Concat(targets.Select(target =>
    {
        Stand.Next($"GET {target} HTTP/1.1\r\nHost: h\r\n\r\n");
        return Pick()?.Name ?? "-";
    }));

    /// <summary>Picks as if each were sent and stayed.</summary>
    public IEnumerable<string> Serve(int count)
    {
        for (int i = 0; i < count; i++)
        {
            ServerState? server = Pick();
            yield return server is not null && server.TryReserve() ? server.Name : "-";
        }
    }

    public void Dispose() => Stand.Dispose();

    private static string TextOf(string lines) => $"defaults\n mode http\n timeout connect 1s\n timeout server 1s\nbackend b\n{lines}\n";
}
