using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>errorfile</c> and <c>errorloc*</c>, and checks the raw responses as semantics section 5 asks.</summary>
internal static class ErrorPages
{
    /// <summary>The statuses that the engine itself answers with (semantics section 5).</summary>
    public static readonly int[] Statuses =
    [
        200, 400, 401, 403, 404, 405, 407, 408, 410, 413, 414, 421, 422, 425, 429, 431, 500, 501, 502, 503, 504,
    ];

    public static readonly Grammar FileGrammar = Grammar.Of(Argument.Number("STATUS", 100, 999), Argument.Text("FILE"));

    public static readonly Grammar LocationGrammar = Grammar.Of(Argument.Number("STATUS", 100, 999), Argument.Text("URL"));

    public static void BuildFile(Dictionary<int, ErrorReplyConfig> replies, KeywordCall call)
    {
        if (!TryStatus(call, out int status))
        {
            return;
        }

        string path = call.Values[1].Text;
        byte[] content = [];
        if (path != "/dev/null")
        {
            if (!call.Context.Files.TryRead(path, out content, out string reason))
            {
                call.Error(call.Values[1].Word, $"cannot read the error file '{path}': {reason}", "create it, or write /dev/null to close without an answer");
                return;
            }

            if (FaultOf(content) is { } fault)
            {
                call.Error(call.Values[1].Word, $"the error file '{path}' is not a valid response: {fault.Message}", fault.Fix);
                return;
            }
        }

        replies[status] = new ErrorReplyConfig(call.At, content, null, 0);
    }

    /// <summary><c>http-error status STATUS ...</c>: the same parameters as <c>http-request return</c>.</summary>
    public static void BuildReply(ProxyBuilder proxy, KeywordCall call)
    {
        if (call.Find("status") is not { } written)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, "'http-error' does not say for which status", "write it as: http-error status STATUS [content-type TYPE string TEXT]");
            return;
        }

        int status = (int)written.Number;
        if (System.Array.IndexOf(Statuses, status) < 0)
        {
            call.Error(written.Word, $"the engine never answers with {status} by itself", $"the statuses are {string.Join(", ", Statuses)}");
            return;
        }

        foreach (ArgumentValue value in call.Values)
        {
            if (value.Argument.Kind is ArgumentKind.Format or ArgumentKind.Pair)
            {
                SupportGate.CheckArgument(call.Context, call.At, value.Argument.Kind == ArgumentKind.Pair ? value.Word + 1 : value.Word);
            }
        }

        proxy.ErrorReplies[status] = new ErrorReplyConfig(call.At, null, null, 0)
        {
            Rule = new RuleConfig(call.At, Ruleset.HttpRequest, "http-error", call.First, call.Count, null),
        };
    }

    public static void BuildLocation(ProxyBuilder proxy, KeywordCall call, int redirectStatus)
    {
        if (TryStatus(call, out int status))
        {
            proxy.ErrorReplies[status] = new ErrorReplyConfig(call.At, null, call.Values[1].Text, redirectStatus);
        }
    }

    /// <summary>Checked when all files are read, since tune.bufsize may be written anywhere.</summary>
    public static void CheckSizes(ProxyConfig proxy, TuneConfig tune, DiagnosticBag diagnostics)
    {
        foreach ((int status, ErrorReplyConfig reply) in proxy.ErrorReplies)
        {
            if (reply.FileContent?.Length > tune.BufSize)
            {
                diagnostics.Error(reply.Where, reply.Where.Words.Count - 1, $"the error file for {status} has {reply.FileContent.Length} bytes, more than a buffer holds ({tune.BufSize})", "shorten it, or raise tune.bufsize");
            }
        }
    }

    /// <summary>HAProxy ignores other statuses with a warning.</summary>
    private static bool TryStatus(KeywordCall call, out int status)
    {
        status = call.Int();
        if (Array.IndexOf(Statuses, status) >= 0)
        {
            return true;
        }

        call.Warning(call.Values[0].Word, $"'{call.Name}' is ignored: the engine never answers with {status} by itself", $"the statuses are {string.Join(", ", Statuses)}");
        return false;
    }

    /// <returns>Null when the content is a response that can be sent as it is.</returns>
    private static ValueIssue? FaultOf(byte[] content)
    {
        string text = ByteText.FromBytes(content);
        int headEnd = EndOfHead(text, out int bodyStart);
        if (headEnd < 0)
        {
            return new ValueIssue(0, 0, "it has no empty line behind its header", "end the header with an empty line");
        }

        string[] lines = text[..headEnd].Split('\n');
        if (!IsStatusLine(lines[0].TrimEnd('\r')))
        {
            return new ValueIssue(0, 0, "it does not begin with a status line", "let its first line be such as: HTTP/1.1 503 Service Unavailable");
        }

        for (int i = 1; i < lines.Length; i++)
        {
            if (FaultOfField(lines[i].TrimEnd('\r'), i + 1, text.Length - bodyStart) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static ValueIssue? FaultOfField(string line, int number, int bodyBytes)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || line.AsSpan(0, colon).IndexOfAny(' ', '\t') >= 0)
        {
            return new ValueIssue(0, 0, $"line {number} is not a header field", "write NAME: VALUE");
        }

        string name = line[..colon];
        string value = line[(colon + 1)..].Trim();
        if (name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
        {
            return new ValueIssue(0, 0, $"line {number} announces a transfer coding", "remove it, and write the body plainly");
        }

        bool isLength = name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase);
        return isLength && !(int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int length) && length == bodyBytes)
            ? new ValueIssue(0, 0, $"Content-Length says {value}, the body has {bodyBytes} bytes", $"write Content-Length: {bodyBytes}, or remove the line")
            : null;
    }

    /// <summary>Also after bare line feeds: files are written with editors.</summary>
    private static int EndOfHead(string text, out int bodyStart)
    {
        int crlf = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        int lf = text.IndexOf("\n\n", StringComparison.Ordinal);
        bool isCrlf = crlf >= 0 && (lf < 0 || crlf < lf);
        bodyStart = isCrlf ? crlf + 4 : lf + 2;
        return isCrlf ? crlf : lf;
    }

    /// <summary>RFC 9112 section 4, with any HTTP/1 minor version.</summary>
    private static bool IsStatusLine(string line) =>
        line.Length >= 12 && line.StartsWith("HTTP/1.", StringComparison.Ordinal) && char.IsAsciiDigit(line[7]) && line[8] == ' '
        && line[9] is >= '1' and <= '5' && char.IsAsciiDigit(line[10]) && char.IsAsciiDigit(line[11]) && (line.Length == 12 || line[12] == ' ');
}
