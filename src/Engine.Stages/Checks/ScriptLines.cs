using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.Proxy.Health;

using Engine.Proxy.Samples;
using Engine.Proxy.Variables;
using Engine.Stages.Variables;

namespace Engine.Stages.Checks;

/// <summary>The lines that scripts of TCP and HTTP checks have in common (CFG 4.2): connect, comment, variables; numbers of steps.</summary>
internal sealed class ScriptLines(CheckArguments arguments)
{
    private const int PortMax = 65535;

    private static readonly string[] ConnectWords = ["default", "port", "addr", "send-proxy", "linger", "comment", "proto", "ssl", "sni", "alpn", "via-socks4"];

    /// <summary>Number of the line that is read now, from 1.</summary>
    internal int Number { get; private set; }

    /// <summary>The comment line before it; null = none.</summary>
    internal string? LastComment { get; private set; }

    /// <summary>The step of a common line; null when it makes none, or is not common (<paramref name="isCommon"/>), or after an error.</summary>
    internal CheckStep? Read(CheckLineConfig line, out bool isCommon, out bool failed)
    {
        Number++;
        isCommon = true;
        CheckWords words = new(line, arguments);
        CheckStep? step = null;
        switch (line.Action)
        {
            case "connect":
                step = Connect(words);
                break;
            case "comment":
                LastComment = string.Join(' ', words.Rest());
                break;
            case "set-var" or "set-var-fmt" or "unset-var":
                step = Variable(line, words);
                break;
            default:
                isCommon = false;
                break;
        }

        failed = words.Failed;
        return failed ? null : step;
    }

    private ConnectStep? Connect(CheckWords words)
    {
        SocketEndpoint? endpoint = null;
        int port = 0;
        SamplePlan? portSample = null;
        string? comment = null;
        string? serverName = null;
        byte[] alpn = [];
        bool sendsProxy = false, lingers = false, usesServer = false, isSecure = false;
        while (!words.Failed && words.TryWord(out string word))
        {
            switch (word)
            {
                case "default":
                    usesServer = true;
                    break;
                case "port":
                    (port, portSample) = Port(words);
                    break;
                case "addr":
                    endpoint = Address(words);
                    break;
                case "send-proxy":
                    sendsProxy = true;
                    break;
                case "linger":
                    lingers = true;
                    break;
                case "comment":
                    comment = words.Value(word);
                    break;
                case "proto" when words.Peek is "h1" or "none":
                    words.Value(word);
                    break;
                case "ssl":
                    isSecure = true;
                    break;
                case "sni":
                    serverName = words.Value(word);
                    break;
                case "alpn":
                    alpn = Protocols(words);
                    break;
                case "proto" or "via-socks4":
                    words.Error($"'{words.Keyword} {word}' is known, but not supported yet");
                    break;
                default:
                    words.Unknown(ConnectWords);
                    break;
            }
        }

        return new ConnectStep
        {
            Number = Number,
            Comment = comment,
            NearComment = comment ?? LastComment,
            Endpoint = endpoint,
            Port = port,
            PortSample = portSample,
            SendsProxy = sendsProxy,
            Lingers = lingers,
            UsesServerOptions = usesServer,
            IsSecure = isSecure,
            ServerName = serverName,
            Alpn = alpn,
        };
    }

    /// <summary>Each name with its length before it (RFC 7301 section 3.1).</summary>
    private static byte[] Protocols(CheckWords words)
    {
        const int NameBytesMax = 255;
        List<byte> wire = [];
        foreach (string protocol in words.Value("alpn").Split(','))
        {
            byte[] name = ByteText.ToBytes(protocol);
            if (!words.Failed && name.Length is 0 or > NameBytesMax)
            {
                words.Error($"'{protocol}' is no name of a protocol", "write names with commas between them: http/1.1,http/1.0");
            }

            wire.Add((byte)name.Length);
            wire.AddRange(name);
        }

        return [.. wire];
    }

    private static (int Port, SamplePlan? Sample) Port(CheckWords words)
    {
        if (int.TryParse(words.Peek, out int _))
        {
            return (words.Number("port", 1, PortMax), null);
        }

        return (0, words.Sample("port"));
    }

    private static SocketEndpoint? Address(CheckWords words)
    {
        string text = words.Value("addr");
        int colon = text.LastIndexOf(':');
        bool hasPort = colon > 0 && text.IndexOf(':', StringComparison.Ordinal) == colon && int.TryParse(text[(colon + 1)..], out _);
        string host = hasPort ? text[..colon] : text.Trim('[', ']');
        int port = hasPort ? int.Parse(text[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture) : 0;
        if (!words.Failed && EndpointResolver.TryResolve(host, port, SocketFamily.Unspecified, out IReadOnlyList<SocketEndpoint>? endpoints, out string? error))
        {
            return endpoints[0];
        }

        if (!words.Failed)
        {
            words.Error($"'{text}' is no address to connect to");
        }

        return null;
    }

    private VariableStep? Variable(CheckLineConfig line, CheckWords words)
    {
        string word = words.ActionWord;
        int open = word.IndexOf('(', StringComparison.Ordinal);
        string[] inside = open < 0 || !word.EndsWith(')') ? [] : word[(open + 1)..^1].Split(',');
        if (inside.Length == 0)
        {
            arguments.Diagnostics.Error(line.Where, line.FirstArgument - 1, $"'{line.Action}' needs the variable's name in parentheses", $"write it as {line.Action}(check.name)");
            words.Fail();
            return null;
        }

        if (!arguments.Compiler.Variables.TryName(inside[0], out VariableName name, out string error))
        {
            arguments.Diagnostics.Error(line.Where, line.FirstArgument - 1, error, $"write it as {line.Action}(check.name)");
            words.Fail();
            return null;
        }

        SetCondition conditions = SetCondition.Always;
        foreach (string condition in inside[1..])
        {
            if (!SetConditions.TryAdd(condition, ref conditions))
            {
                arguments.Diagnostics.Error(line.Where, line.FirstArgument - 1, $"unknown condition '{condition}' of '{line.Action}'");
                words.Fail();
            }
        }

        return line.Action switch
        {
            "unset-var" => new VariableStep(name, conditions, null, null),
            "set-var" => new VariableStep(name, conditions, words.Sample(line.Action), null),
            _ => new VariableStep(name, conditions, null, words.Format(line.Action)),
        };
    }
}
