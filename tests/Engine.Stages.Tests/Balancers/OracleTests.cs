using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Engine.IO.Addressing;
using Engine.Proxy.Plan;
using Engine.Proxy.Stages;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Balancers;

/// <summary>The same key goes to the same server here and at HAProxy: every algorithm, hash function and placement, keys at random.</summary>
public sealed class OracleTests
{
    private const int KeysOfEach = 60;

    private static readonly string[] HashTypes =
    [
        "", "hash-type map-based djb2", "hash-type map-based wt6", "hash-type map-based crc32", "hash-type map-based sdbm avalanche",
        "hash-type consistent", "hash-type consistent sdbm", "hash-type consistent djb2", "hash-type consistent wt6 avalanche", "hash-type consistent crc32",
    ];

    private static readonly string[] Algorithms =
    [
        "balance uri", "balance uri whole", "balance uri len 4", "balance uri depth 1", "balance uri depth 2 len 9", "balance uri path-only",
        "balance url_param id", "balance url_param id check_post", "balance hdr(X-Key)", "balance hdr(Host) use_domain_only",
        "balance hash path,lower", "balance hash req.hdr(X-Key),length", "balance hash src",
    ];

    private static readonly string[] Servers = ["weight 1", "weight 3", "weight 2 id 77", "weight 12", "weight 0", "backup"];

    [OracleFact]
    public void HashedRequests_GoWhereHaproxySendsThem()
    {
        // Every algorithm with two hash types, every hash type with several algorithms.
        string[] cases = [.. Algorithms.SelectMany((algorithm, i) => new[] { HashTypes[i % HashTypes.Length], HashTypes[(i + 5) % HashTypes.Length] }.Select(type => $"{algorithm}\n{type}"))];
        Random random = new(20261127);
        string[] requests = [.. Enumerable.Range(0, KeysOfEach).Select(_ => RequestOf(random))];
        using Oracle oracle = new(cases, Servers);
        for (int i = 0; i < cases.Length; i++)
        {
            List<string> theirs = oracle.Ask(i, requests);
            using SampleStand stand = Stand(cases[i]);
            List<string> ours = [.. requests.Select(request => Pick(stand.Next(request), Address("127.0.0.1")))];
            string differing = string.Join('\n', requests.Where((_, k) => theirs[k] != ours[k]));
            Assert.True(differing.Length == 0, $"{cases[i]}\n{string.Join(' ', theirs)}\n{string.Join(' ', ours)}\n{differing}");
        }
    }

    [OracleFact]
    public void Sources_GoWhereHaproxySendsThem()
    {
        string[] cases = ["balance source", "balance source\nhash-type map-based sdbm avalanche", "balance source\nhash-type consistent", "balance source\nhash-type consistent wt6"];
        using Oracle oracle = new(cases, Servers);
        for (int i = 0; i < cases.Length; i++)
        {
            using SampleStand stand = Stand(cases[i]);
            for (int host = 1; host < 250; host += 9)
            {
                string from = $"127.0.{host % 7}.{host}";
                Assert.Equal((cases[i], from, oracle.Ask(i, ["GET / HTTP/1.1\r\nHost: h\r\n\r\n"], from)[0]), (cases[i], from, Pick(stand, Address(from))));
            }
        }
    }

    [OracleFact]
    public void Turns_AreHaproxys()
    {
        string[] cases = ["balance roundrobin", "balance static-rr", "balance leastconn", "balance first\nhttp-reuse always", "balance url_param no\nhash-type consistent", "balance hdr(X-None)"];
        using Oracle oracle = new(cases, Servers);
        string[] requests = [.. Enumerable.Repeat("GET / HTTP/1.1\r\nHost: h\r\n\r\n", 100)];
        for (int i = 0; i < cases.Length; i++)
        {
            using SampleStand stand = Stand(cases[i]);
            List<string> theirs = oracle.Ask(i, requests);
            List<string> ours = [.. requests.Select(_ => Pick(stand, Address("127.0.0.1"), serves: true))];
            Assert.True(theirs.SequenceEqual(ours), $"{cases[i]}\n{string.Join(' ', theirs)}\n{string.Join(' ', ours)}");
        }
    }

    private static EndpointAddress Address(string text) => EndpointAddress.FromIP(System.Net.IPAddress.Parse(text), 1);

    private static SampleStand Stand(string lines)
    {
        IEnumerable<string> servers = Servers.Select((options, i) => $"server s{i + 1} 127.0.0.1:9 {options}");
        return new SampleStand(sections: $"defaults\n mode http\n timeout connect 1s\n timeout server 1s\nbackend b\n{lines}\n{string.Join('\n', servers)}\n");
    }

    private static string Pick(SampleStand stand, EndpointAddress client, bool serves = false)
    {
        BackendPlan backend = stand.Plan.Backends.First(plan => plan.Name == "b");
        Proxy.State.ServerState picked = backend.Balancer.Pick(new PickRequest { Client = client, Head = stand.Exchange.Request, Exchange = stand.Exchange })!;
        if (serves)
        {
            Assert.True(picked.TryReserve());
            picked.Release();
        }

        return picked.Name;
    }

    private static string RequestOf(Random random)
    {
        StringBuilder target = new();
        for (int parts = random.Next(0, 4); parts >= 0; parts--)
        {
            target.Append('/').Append(Word(random));
        }

        target.Append(random.Next(3) == 0 ? "" : $"?a={Word(random)}&id={Word(random)}&b");
        string host = random.Next(3) switch { 0 => Word(random), 1 => $"www.{Word(random)}.example.org", _ => $"{Word(random)}.org" };
        string key = random.Next(4) == 0 ? "" : $"X-Key: {Word(random)}{(random.Next(3) == 0 ? ", " + Word(random) : "")}\r\n";
        bool posts = random.Next(4) == 0;
        string body = posts ? "x=1&y=2" : "";

        // Behind Host stands another field, since HAProxy's use_domain_only looks at one byte too many there.
        return $"{(posts ? "POST" : "GET")} {target} HTTP/1.1\r\nHost: {host}\r\nAccept: */*\r\n{key}{(posts ? $"Content-Length: {body.Length}\r\n" : "")}\r\n{body}";
    }

    private static string Word(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => "abcdefghijklmnopqrstuvwxyzABC0123456789-_%"[random.Next(41)])).Replace("%", "%41");
}
