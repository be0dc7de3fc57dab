using System;
using System.Collections.Generic;
using Engine.Config.Text;
using Engine.Proxy.Health;
using Engine.Proxy.Logs;

namespace Engine.Stages.Checks;

/// <summary><c>option httpchk [[METHOD] URI [VERSION [HOST]]]</c> with the http-check lines of its section (CFG 4.2).</summary>
internal static class HttpCheck
{
    private const string DocumentedRequest = "http-check send meth METHOD uri URI ver HTTP/1.1 hdr Host NAME";

    internal static CheckScript? Create(CheckArguments arguments)
    {
        HttpRequestParts request = new();
        if (!TryReadOption(arguments, request) || HttpScript.Compile(arguments, request) is not { } steps)
        {
            return null;
        }

        return new CheckScript(steps);
    }

    /// <summary>One word is the URI; more begin with the method.</summary>
    private static bool TryReadOption(CheckArguments arguments, HttpRequestParts request)
    {
        IReadOnlyList<string> words = arguments.Words;
        if (words.Count > 0)
        {
            request.Uri = LogFormatPlan.Constant(ByteText.ToBytes(words.Count == 1 ? words[0] : words[1]));
        }

        if (words.Count > 1)
        {
            request.Method = ByteText.ToBytes(words[0]);
        }

        if (words.Count > 3)
        {
            request.Fields.Add((ByteText.ToBytes("Host"), LogFormatPlan.Constant(ByteText.ToBytes(words[3]))));
        }

        return words.Count < 3 || TryReadVersion(arguments, words[2], request);
    }

    /// <summary>Before there were better ways, headers and a body were hidden behind the version: <c>HTTP/1.1\r\nHost:\ localhost</c>.</summary>
    private static bool TryReadVersion(CheckArguments arguments, string text, HttpRequestParts request)
    {
        int end = text.IndexOf('\r', StringComparison.Ordinal);
        string version = end < 0 ? text : text[..end];
        int word = arguments.FirstArgument + 2;
        if (version is not ("HTTP/1.0" or "HTTP/1.1"))
        {
            arguments.Diagnostics.Error(arguments.Where, word, $"'{version}' is no version that checks are sent with", "write HTTP/1.0 or HTTP/1.1");
            return false;
        }

        request.Version = version;
        if (end < 0)
        {
            return true;
        }

        string hidden = text[end..].TrimStart('\r', '\n');
        int blank = hidden.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        string modern = $"http-check send meth {ByteText.FromBytes(request.Method)} uri {arguments.Words[1]} ver {version}";
        foreach (string line in (blank < 0 ? hidden : hidden[..blank]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                arguments.Diagnostics.Error(arguments.Where, word, $"'{line}' behind the version is no header", $"write it as: {DocumentedRequest}");
                return false;
            }

            string value = line[(colon + 1)..].Trim();
            request.Fields.Add((ByteText.ToBytes(line[..colon]), LogFormatPlan.Constant(ByteText.ToBytes(value))));
            modern += $" hdr {line[..colon]} {value.Replace(" ", "\\ ", StringComparison.Ordinal)}";
        }

        if (blank >= 0 && blank + 4 < hidden.Length)
        {
            request.Body = LogFormatPlan.Constant(ByteText.ToBytes(hidden[(blank + 4)..]));
            modern += " body ...";
        }

        arguments.Diagnostics.Warning(arguments.Where, word, "headers hidden behind the version are obsolete", $"write 'option httpchk' alone, and a line of its own: {modern}");
        return true;
    }
}
