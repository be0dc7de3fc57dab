using Engine.Http;

namespace Engine.Benchmarks.Http;

/// <summary>A request and a response whose heads were parsed, for what comes after parsing.</summary>
internal sealed class ParsedMessages
{
    public ParsedMessages()
    {
        RequestParser.Parse(Messages.BrowserRequest, Request, HeadLimits.Default);
        Request.Attach(Messages.BrowserRequest, Messages.BrowserRequest.Length);
        ResponseParser.Parse(Messages.Response, Response, HeadLimits.Default);
        Response.Attach(Messages.Response, Messages.Response.Length);
    }

    public RequestHead Request { get; } = new();

    public ResponseHead Response { get; } = new();
}
