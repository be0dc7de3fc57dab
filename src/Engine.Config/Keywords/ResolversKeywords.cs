using System;
using System.Collections.Generic;
using System.IO;
using Engine.Config.Model;
using Engine.Config.Values;
using Row = Engine.Config.Keywords.Row<Engine.Config.Model.ResolversConfig>;

namespace Engine.Config.Keywords;

/// <summary>The keywords of <c>resolvers</c> sections (CFG 5.3.2).</summary>
internal static class ResolversKeywords
{
    private const SectionSet R = SectionSet.Resolvers;
    private const int PortUnlessWritten = 53;
    private const string SystemFile = "/etc/resolv.conf";

    public static readonly KeywordTable<ResolversConfig> Table = new(
    [
        Row.Built("nameserver", R, Grammar.Of(Argument.Name("NAME"), Argument.Address(AddressRules.Nameserver)), "A name server, asked by UDP or, behind tcp@, by TCP.", AddNameserver),
        Row.Built("parse-resolv-conf", R, Grammar.None, "Asks the name servers of /etc/resolv.conf as well.", AddSystemNameservers),
        Row.Built("hold", R, Grammar.Of(Argument.Choice("valid", "nx", "refused", "timeout", "other", "obsolete"), Argument.Time()), "How long the last good answer counts after an answer of that kind.", SetHold),
        Row.Built("timeout", R, Grammar.Of(Argument.Choice("resolve", "retry"), Argument.Time()), "Time between two resolutions of a name, and between two queries while there is no answer.", SetTimeout),
        Row.Built("resolve_retries", R, Grammar.Of(Argument.Number("NUMBER", 1, int.MaxValue)), "Queries before a resolution has failed (3 unless written).", static (r, c) => r.Retries = c.Int()),
        Row.Built("accepted_payload_size", R, Grammar.Of(Argument.Number("BYTES", 512, 65535)), "Bytes of an answer by UDP (512 unless written).", static (r, c) => r.PayloadBytes = c.Int()),
        Row.Removed("resolution_pool_size", R, "remove the line: there is no such limit"),
    ]);

    private static void AddNameserver(ResolversConfig resolvers, KeywordCall call)
    {
        AddressConfig address = call.Values[1].Addresses![0];
        if (address.Host is "" or "*")
        {
            call.Error(call.Values[1].Word, "a name server needs an address", "write it as: nameserver dns1 192.0.2.1:53");
            return;
        }

        Add(resolvers, call, call.Text(), address with { FirstPort = PortOf(address), LastPort = PortOf(address) });
    }

    private static int PortOf(AddressConfig address) => address.FirstPort == 0 ? PortUnlessWritten : address.FirstPort;

    private static void Add(ResolversConfig resolvers, KeywordCall call, string name, AddressConfig address)
    {
        foreach (NameserverConfig known in resolvers.Nameservers)
        {
            if (known.Name == name)
            {
                call.Error(call.Word, $"name server '{name}' is declared twice in resolvers '{resolvers.Name}'", $"line {known.Where.Line} has the same name: rename one of them");
                return;
            }
        }

        resolvers.Nameservers = [.. resolvers.Nameservers, new NameserverConfig(call.At, name, address)];
    }

    /// <summary>resolv.conf(5): lines "nameserver ADDRESS"; they are named by their addresses.</summary>
    private static void AddSystemNameservers(ResolversConfig resolvers, KeywordCall call)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(SystemFile);
        }
        catch (IOException fault)
        {
            call.Error(call.Word, $"{SystemFile} cannot be read: {fault.Message}", "write nameserver lines");
            return;
        }

        foreach (string line in lines)
        {
            string[] words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2 || words[0] != "nameserver")
            {
                continue;
            }

            // A name with a scope (fe80::1%eth0) is for one interface only, which a socket of ours does not choose.
            bool isIPv4 = false;
            if (System.Net.IPAddress.TryParse(words[1], out System.Net.IPAddress? ip)
                && ((isIPv4 = ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork) || ip.ScopeId == 0))
            {
                AddressFamily family = isIPv4 ? AddressFamily.IPv4 : AddressFamily.IPv6;
                Add(resolvers, call, words[1], new AddressConfig(family, words[1], PortUnlessWritten, PortUnlessWritten));
            }
            else
            {
                call.Warning(call.Word, $"the name server '{words[1]}' of {SystemFile} is left out: its address is not understood");
            }
        }
    }

    private static void SetHold(ResolversConfig resolvers, KeywordCall call)
    {
        int ms = (int)call.Values[1].Number;
        switch (call.Text())
        {
            case "valid":
                resolvers.HoldValidMs = ms;
                break;
            case "nx":
                resolvers.HoldNxMs = ms;
                break;
            case "refused":
                resolvers.HoldRefusedMs = ms;
                break;
            case "timeout":
                resolvers.HoldTimeoutMs = ms;
                break;
            case "obsolete":
                resolvers.HoldObsoleteMs = ms;
                break;
            default:
                resolvers.HoldOtherMs = ms;
                break;
        }
    }

    private static void SetTimeout(ResolversConfig resolvers, KeywordCall call)
    {
        if (call.Text() == "retry")
        {
            resolvers.RetryMs = (int)call.Values[1].Number;
        }
        else
        {
            resolvers.ResolveMs = (int)call.Values[1].Number;
        }
    }
}
