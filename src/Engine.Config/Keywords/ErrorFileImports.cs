using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary><c>errorfiles NAME [STATUS ...]</c>: takes replies over from an http-errors section, which may stand further down.</summary>
internal static class ErrorFileImports
{
    public static readonly Grammar Grammar = Grammar.Of(Argument.Text("NAME"), Argument.Number("STATUS", 100, 999).OrNone().Repeated());

    public static void Build(ProxyBuilder proxy, KeywordCall call)
    {
        bool isNamed = call.Values.Count > 1;
        if (!isNamed)
        {
            foreach (int status in ErrorPages.Statuses)
            {
                Add(proxy, call, status, isNamed);
            }
        }

        for (int i = 1; i < call.Values.Count; i++)
        {
            Add(proxy, call, (int)call.Values[i].Number, isNamed);
        }
    }

    /// <summary>Called when all sections are known.</summary>
    public static void Resolve(IReadOnlyList<ProxyBuilder> proxies, IReadOnlyList<HttpErrorsConfig> sections, DiagnosticBag diagnostics)
    {
        HashSet<Statement> reported = [];
        foreach (ProxyBuilder proxy in proxies)
        {
            foreach (int status in new List<int>(proxy.ErrorReplies.Keys))
            {
                ErrorReplyConfig? reply = proxy.ErrorReplies[status];
                while (reply is { Section: { } name })
                {
                    reply = Find(reply, name, status, (sections, diagnostics, reported)) ?? reply.Fallback;
                }

                if (reply is null)
                {
                    proxy.ErrorReplies.Remove(status);
                }
                else
                {
                    proxy.ErrorReplies[status] = reply;
                }
            }
        }
    }

    private static void Add(ProxyBuilder proxy, KeywordCall call, int status, bool isNamed) =>
        proxy.ErrorReplies[status] = new ErrorReplyConfig(call.At, null, null, 0)
        {
            Section = call.Text(),
            IsNamed = isNamed,
            Fallback = proxy.ErrorReplies.GetValueOrDefault(status),
        };

    private static ErrorReplyConfig? Find(
        ErrorReplyConfig import, string name, int status, (IReadOnlyList<HttpErrorsConfig> Sections, DiagnosticBag Diagnostics, HashSet<Statement> Reported) run)
    {
        foreach (HttpErrorsConfig section in run.Sections)
        {
            if (section.Name == name)
            {
                if (section.Replies.TryGetValue(status, out ErrorReplyConfig? reply))
                {
                    return reply;
                }

                if (import.IsNamed && run.Reported.Add(import.Where))
                {
                    run.Diagnostics.Warning(import.Where, 1, $"the http-errors section '{name}' has no reply for status {status}", $"add to that section: errorfile {status} FILE");
                }

                return null;
            }
        }

        if (run.Reported.Add(import.Where))
        {
            run.Diagnostics.Error(import.Where, 1, $"there is no http-errors section named '{name}'", "declare it, or correct the name");
        }

        return null;
    }
}
