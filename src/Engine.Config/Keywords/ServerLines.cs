using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Values;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>server NAME ADDRESS[:PORT] [OPTIONS]</c> and <c>default-server OPTIONS</c>.</summary>
internal static class ServerLines
{
    private static readonly AddressConfig NoAddress = new(AddressFamily.Any, "", 0, 0);

    private static readonly Grammar HeadGrammar = Grammar.BeforeOptions(Argument.Name("NAME"), Argument.Address(AddressRules.Server));

    public static void Build(ProxyBuilder proxy, KeywordCall call)
    {
        var head = new KeywordCall(call.Context, call.At, "server", call.Word, call.First);
        if (!new ArgumentReader(HeadGrammar, head).TryRead(mustEnd: false, out int end))
        {
            return;
        }

        // A server with options that are not supported yet stays in the list, so that its name is known to later lines.
        ServerConfig server = Start(proxy, call, head.Values[0].Text, head.Values[1].Addresses![0]);
        OptionList.TryRead(ServerOptions.Table, server, call, end, "server");
        TryAdd(proxy, call, head.Values[0].Word, server);
    }

    /// <summary>A server as its default-server lines make it.</summary>
    public static ServerConfig Start(ProxyBuilder proxy, KeywordCall call, string name, AddressConfig address) =>
        (proxy.DefaultServer ?? new ServerConfig { Where = call.At, Name = "", Address = NoAddress }).CopyAs(call.At, name, address);

    /// <summary>False when the name is taken; the server is added all the same.</summary>
    public static bool TryAdd(ProxyBuilder proxy, KeywordCall call, int nameWord, ServerConfig server)
    {
        ServerConfig? twin = FindNamed(proxy.Servers, server.Name);
        if (twin is not null)
        {
            call.Error(nameWord, $"server '{server.Name}' is declared twice in {proxy.Title}", $"line {twin.Where.Line} has the same name: rename one of them");
        }

        proxy.Servers.Add(server);
        return twin is null;
    }

    public static void BuildDefault(ProxyBuilder proxy, KeywordCall call)
    {
        if (call.First >= call.Count)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, "'default-server' needs options", "write what following server lines have in common, such as: default-server maxconn 100");
            return;
        }

        proxy.DefaultServer ??= new ServerConfig { Where = call.At, Name = "", Address = NoAddress };
        OptionList.TryRead(ServerOptions.Table, proxy.DefaultServer, call, call.First, "default-server");
        if (proxy.DefaultServer.Id is not null)
        {
            call.Error(call.Word, "'id' cannot be a default: servers cannot share a number", "write it on the server line");
            proxy.DefaultServer.Id = null;
        }
    }

    private static ServerConfig? FindNamed(List<ServerConfig> servers, string name)
    {
        foreach (ServerConfig server in servers)
        {
            if (server.Name == name)
            {
                return server;
            }
        }

        return null;
    }
}
