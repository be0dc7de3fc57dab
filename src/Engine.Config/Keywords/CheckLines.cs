using System;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>Reads the lines of check scripts (<c>http-check</c>, <c>tcp-check</c>) and the options that choose a kind of check.</summary>
internal static class CheckLines
{
    private static readonly string[] HttpActions = ["comment", "connect", "disable-on-404", "expect", "send", "send-state", "set-var", "set-var-fmt", "unset-var"];
    private static readonly string[] TcpActions = ["comment", "connect", "expect", "send", "send-binary", "send-binary-lf", "send-lf", "set-var", "set-var-fmt", "unset-var"];

    public static void BuildHttp(ProxyBuilder proxy, KeywordCall call)
    {
        if (Read(call, HttpActions) is not { } line)
        {
            return;
        }

        if (line.Action is "disable-on-404" or "send-state" && line.FirstArgument < call.Count)
        {
            call.Error(line.FirstArgument, $"'http-check {line.Action}' takes no argument", "remove it");
            return;
        }

        switch (line.Action)
        {
            case "disable-on-404":
                proxy.SetOption("check-404-stops", Prefix.None);
                return;
            case "send-state":
                proxy.SetOption("check-sends-state", Prefix.None);
                return;
        }

        ProxyHealthConfig health = Own(proxy);
        health.HttpLines = [.. health.HttpLines, line];
    }

    public static void BuildTcp(ProxyBuilder proxy, KeywordCall call)
    {
        if (Read(call, TcpActions) is { } line)
        {
            ProxyHealthConfig health = Own(proxy);
            health.TcpLines = [.. health.TcpLines, line];
        }
    }

    /// <summary><c>option NAME</c>: the last one written counts; <c>no</c> only undoes the one it names.</summary>
    public static void Choose(ProxyBuilder proxy, KeywordCall call, string name)
    {
        if (call.Prefix == Prefix.None)
        {
            proxy.Proxy.Health.Kind = new CheckKindConfig(call.At, name, call.First);
        }
        else if (proxy.Proxy.Health.Kind?.Name == name)
        {
            proxy.Proxy.Health.Kind = null;
        }
    }

    private static CheckLineConfig? Read(KeywordCall call, string[] actions)
    {
        int word = call.Word + 1;
        string keyword = call.At.Words[call.Word].Text;
        if (word >= call.Count)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, $"'{keyword}' needs an action", $"write it as: {keyword} {actions[1]}|{actions[3]}|... [ARGUMENTS]");
            return null;
        }

        string written = call.At.Words[word].Text;
        int open = written.IndexOf('(', StringComparison.Ordinal);
        string name = open < 0 ? written : written[..open];
        foreach (string action in actions)
        {
            if (action == name)
            {
                return new CheckLineConfig(call.At, name, word + 1);
            }
        }

        call.Error(word, $"unknown action '{name}' of '{keyword}'", Suggest.Fix(name, actions));
        return null;
    }

    /// <summary>The section's first own line replaces the script of its defaults.</summary>
    private static ProxyHealthConfig Own(ProxyBuilder proxy)
    {
        ProxyHealthConfig health = proxy.Proxy.Health;
        if (health.LinesAreInherited)
        {
            health.LinesAreInherited = false;
            health.HttpLines = health.TcpLines = [];
        }

        return health;
    }
}
