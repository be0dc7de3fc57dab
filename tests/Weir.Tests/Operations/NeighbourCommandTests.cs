using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Logs;
using Weir.Tests.Processes;
using Weir.Tests.Tables;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Operations;

/// <summary><c>show peers</c> and <c>show resolvers</c>, line by line beside what HAProxy answers in the same place.</summary>
public sealed partial class NeighbourCommandTests
{
    [ProgramFact(PeersNode.HaproxyPath, "haproxy")]
    public async Task ShowPeers_HasHaproxysForm()
    {
        int portA = Ports.Free();
        int portB = Ports.Free();
        using PeersNode a = await PeersNode.StartAsync(true, "A", portA, portB);
        using PeersNode b = await PeersNode.StartAsync(false, "B", portA, portB);
        await a.CountAsync("key");
        await b.ExpectAsync("/ask?k=key", "1 7 1");

        string ours = await b.ConsoleAsync("show peers");
        HashSet<string> theirForms = [.. Forms(await a.ConsoleAsync("show peers"))];

        Assert.Contains("id=A(remote,active) addr=127.0.0.1:" + portA + " last_status=ESTA ", ours, StringComparison.Ordinal);
        Assert.Contains(" id=cluster/shared ", ours, StringComparison.Ordinal);
        Assert.All(Forms(ours), form => Assert.Contains(form, theirForms));
        Assert.Equal("No such peers\n\n", await b.ConsoleAsync("show peers nowhere"));
    }

    [ProgramFact(PeersNode.HaproxyPath, "haproxy")]
    public async Task ShowResolvers_HasHaproxysForm()
    {
        using FakeDns dns = new();
        string ours = await ResolversAsync(WeirProcess.Program, dns.Port);
        string theirs = await ResolversAsync(PeersNode.HaproxyPath, dns.Port);

        // Theirs goes on with the name servers of the machine.
        string[] forms = [.. Forms(ours)];
        Assert.Equal(forms, Forms(theirs).Take(forms.Length));
        Assert.Equal(1 + 16, forms.Length);
        Assert.Matches(@"\n  sent:        [1-9]", ours);
    }

    /// <summary>Once the first question was asked.</summary>
    private static async Task<string> ResolversAsync(string program, int nameserver)
    {
        using var place = new Workplace();
        int cli = Ports.Free();
        string file = place.Write("resolvers.cfg", $"""
            global
                stats socket 127.0.0.1:{cli} level admin
            resolvers r
                nameserver n 127.0.0.1:{nameserver}
                timeout retry 10ms
            defaults
                mode http
                timeout connect 1s
                timeout client 1s
                timeout server 1s
            frontend f
                bind 127.0.0.1:{place.Port}
                default_backend b
            backend b
                server s nowhere.test:80 resolvers r init-addr none

            """);
        using WeirProcess process = WeirProcess.StartBy(program, "-db", "-f", file);
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            string answer = Ports.IsListening(cli) ? await AskAsync(cli) : "";
            if (SentSome().IsMatch(answer))
            {
                return answer;
            }

            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < Wire.Patience, answer);
            await Task.Delay(20);
        }
    }

    private static async Task<string> AskAsync(int port)
    {
        using Wire wire = await Wire.ConnectAsync(port);
        await wire.SendAsync("show resolvers\n");
        return await wire.ReceiveUntilEndAsync();
    }

    /// <summary>Each line without what differs from process to process and from moment to moment.</summary>
    private static IEnumerable<string> Forms(string answer)
    {
        foreach (string line in answer.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return Varying().Replace(Applet().Replace(line, ""), "~");
        }
    }

    [GeneratedRegex(@" appctx:.*$")]
    private static partial Regex Applet();

    [GeneratedRegex(@"0x[0-9a-f]+|\[[^\]]*\]|<PAST>|<NEVER>|[0-9]+s\b|(?<=id=)[A-Za-z]+|\((remote|local),(in)?active\)|(?<=last_status=)[A-Z]+|127\.0\.0\.1:[0-9]+|[0-9]+\b")]
    private static partial Regex Varying();

    [GeneratedRegex(@"sent: +[1-9]")]
    private static partial Regex SentSome();
}
