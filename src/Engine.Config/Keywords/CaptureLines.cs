using Engine.Config.Model;

namespace Engine.Config.Keywords;

/// <summary>Reads what is captured for the log line: <c>capture ...</c> and <c>declare capture</c> (CFG 4.2).</summary>
internal static class CaptureLines
{
    private const int LengthMax = 65535;

    public static readonly Grammar HeaderGrammar = Grammar.Of(Argument.Text("NAME"), Argument.Number("BYTES", 1, LengthMax).After("len"));

    public static readonly Grammar DeclareGrammar = Grammar.Of(Argument.Choice("request", "response"), Argument.Number("BYTES", 1, LengthMax).After("len"));

    public static void BuildHeader(ProxyBuilder proxy, KeywordCall call, bool ofResponse)
    {
        if (Length(call) is { } length)
        {
            proxy.Captures.Add(new CaptureConfig(call.At, ofResponse, call.Text(), length));
        }
    }

    public static void BuildCookie(ProxyBuilder proxy, KeywordCall call)
    {
        if (Length(call) is { } length)
        {
            proxy.Proxy.CookieCapture = new CaptureConfig(call.At, OfResponse: false, call.Text(), length);
        }
    }

    public static void Declare(ProxyBuilder proxy, KeywordCall call)
    {
        if (Length(call) is { } length)
        {
            proxy.Captures.Add(new CaptureConfig(call.At, call.Text() == "response", null, length));
        }
    }

    /// <summary>A rule that captures and says how much has a slot of its own: <c>http-request capture SAMPLE len N</c>.</summary>
    public static void NoteRule(ProxyBuilder proxy, KeywordCall words, Ruleset ruleset)
    {
        if (words.Name == "capture" && words.Find("len") is { } length && proxy.Proxy.HasFrontend && !proxy.IsDefaults)
        {
            bool ofResponse = ruleset is Ruleset.HttpResponse or Ruleset.HttpAfterResponse or Ruleset.TcpResponseContent;
            proxy.Captures.Add(new CaptureConfig(words.At, ofResponse, null, (int)length.Number));
        }
    }

    private static int? Length(KeywordCall call)
    {
        LogLines.Gate(call);
        if (call.Find("len") is { } length)
        {
            return (int)length.Number;
        }

        call.Context.Diagnostics.ErrorAtEnd(call.At, $"'{call.Name}' does not say how much to keep", "write how many bytes behind it, such as: len 64");
        return null;
    }
}
