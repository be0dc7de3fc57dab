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

        ServerConfig template = proxy.DefaultServer ?? new ServerConfig { Where = call.At, Name = "", Address = NoAddress };
        ServerConfig server = template.CopyAs(call.At, head.Values[0].Text, head.Values[1].Addresses![0]);
        if (FindNamed(proxy.Servers, server.Name) is { } twin)
        {
            call.Error(head.Values[0].Word, $"server '{server.Name}' is declared twice in {proxy.Title}", $"line {twin.Where.Line} has the same name: rename one of them");
        }

        // A server with options that are not supported yet stays in the list, so that its name is known to later lines.
        OptionList.TryRead(ServerOptions.Table, server, call, end, "server");
        proxy.Servers.Add(server);
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
