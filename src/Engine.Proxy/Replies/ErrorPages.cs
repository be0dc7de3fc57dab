using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Engine.Proxy.Replies;

/// <summary>The built-in pages: what is sent when no errorfile or errorloc says otherwise (CFG 1.4.1, the text is our own).</summary>
internal static class ErrorPages
{
    private static readonly Dictionary<int, string> Explanations = new()
    {
        [200] = "The service is up.",
        [400] = "The request could not be understood.",
        [401] = "Please sign in to see this page.",
        [403] = "You may not see this page.",
        [404] = "There is no such page here.",
        [405] = "This page does not allow that method.",
        [407] = "Please sign in to the proxy.",
        [408] = "The request took too long to arrive.",
        [410] = "This page is gone for good.",
        [413] = "The request is larger than allowed.",
        [414] = "The address of the request is too long.",
        [421] = "The request was sent to the wrong place.",
        [422] = "The request could not be processed.",
        [425] = "The request came too early to be safe.",
        [429] = "Too many requests. Please wait a little.",
        [431] = "The head of the request is too large.",
        [500] = "Something went wrong here.",
        [501] = "This is not supported here.",
        [502] = "The server sent no usable response.",
        [503] = "No server is available for this request.",
        [504] = "The server took too long to respond.",
        [505] = "This version of HTTP is not supported.",
    };

    private static readonly Dictionary<int, LocalReply> Pages = BuildAll();

    /// <summary>The page of a status; one without a text of its own gets that of its class (400 or 500).</summary>
    internal static LocalReply Of(int status) =>
        Pages.TryGetValue(status, out LocalReply? page) ? page : Build(status, status >= 500 ? Explanations[500] : Explanations[400]);

    private static Dictionary<int, LocalReply> BuildAll()
    {
        Dictionary<int, LocalReply> pages = [];
        foreach ((int status, string explanation) in Explanations)
        {
            pages[status] = Build(status, explanation);
        }

        return pages;
    }

    private static LocalReply Build(int status, string explanation)
    {
        string title = string.Create(CultureInfo.InvariantCulture, $"{status} {ReasonPhrases.Of(status)}");
        string html = $"<!doctype html>\n<title>{title}</title>\n<h1>{title}</h1>\n<p>{explanation}</p>\n";
        return new ReplyBuilder(status)
            .Field("Content-Type", "text/html; charset=utf-8")
            .Field("Cache-Control", "no-cache")
            .Body(Encoding.UTF8.GetBytes(html));
    }
}
