using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>Lines that have no effect in the section they stand in. What is only inherited from defaults is not worth a word.</summary>
internal static class IgnoredLines
{
    internal static void Find(ProxyBuilder proxy, DiagnosticBag diagnostics)
    {
        if (proxy.Proxy.Mode != ProxyMode.Http)
        {
            FindHttpOnly(proxy, diagnostics);
        }

        if (proxy.Proxy.HasBackend)
        {
            FindCheckLines(proxy, diagnostics);
            FindCheckCommand(proxy, diagnostics);
        }
    }

    /// <summary>What needs HTTP has no effect on bytes.</summary>
    private static void FindHttpOnly(ProxyBuilder proxy, DiagnosticBag diagnostics)
    {
        ProxyConfig config = proxy.Proxy;
        ProxyConfig? defaults = proxy.Defaults?.Proxy;
        foreach (RuleConfig rule in proxy.Rules.InOrder())
        {
            if (rule.Ruleset is Ruleset.HttpRequest or Ruleset.HttpResponse or Ruleset.HttpAfterResponse)
            {
                WarnHttpOnly(proxy, diagnostics, rule.Where, $"'{rule.Where.Words[0].Text}' rules");
                break;
            }
        }

        if (config.ForwardFor is not null && !ReferenceEquals(config.ForwardFor, defaults?.ForwardFor))
        {
            WarnHttpOnly(proxy, diagnostics, config.Where, "'option forwardfor'");
        }

        if (config.OriginalTo is not null && !ReferenceEquals(config.OriginalTo, defaults?.OriginalTo))
        {
            WarnHttpOnly(proxy, diagnostics, config.Where, "'option originalto'");
        }

        if (config.MonitorUri is not null && config.MonitorUri != defaults?.MonitorUri)
        {
            WarnHttpOnly(proxy, diagnostics, config.Where, "'monitor-uri'");
        }

        if (config.Cookie is { } cookie && !ReferenceEquals(cookie, defaults?.Cookie))
        {
            WarnHttpOnly(proxy, diagnostics, cookie.Where, "'cookie'");
        }

        if (config.CookieCapture is { } capture)
        {
            WarnHttpOnly(proxy, diagnostics, capture.Where, "'capture cookie'");
        }

        foreach (CacheFilterConfig filter in config.CacheFilters)
        {
            WarnHttpOnly(proxy, diagnostics, filter.Where, "'filter cache'");
        }
    }

    private static void WarnHttpOnly(ProxyBuilder proxy, DiagnosticBag diagnostics, Statement at, string what) =>
        diagnostics.Warning(at, 0, $"{what} ignored for {proxy.Title}, which is in mode tcp", "write 'mode http' in this section or in its defaults");

    /// <summary>A script of another kind of check than the one that is made.</summary>
    private static void FindCheckLines(ProxyBuilder proxy, DiagnosticBag diagnostics)
    {
        ProxyHealthConfig health = proxy.Proxy.Health;
        if (health.LinesAreInherited)
        {
            return;
        }

        if (health.HttpLines is [{ } http, ..] && health.Kind?.Name != "httpchk")
        {
            diagnostics.Warning(http.Where, 0, $"'http-check' lines ignored for {proxy.Title}, whose checks speak no HTTP", "add 'option httpchk'");
        }

        if (health.TcpLines is [{ } tcp, ..] && health.Kind?.Name != "tcp-check")
        {
            diagnostics.Warning(tcp.Where, 0, $"'tcp-check' lines ignored for {proxy.Title}, whose checks are no script", "add 'option tcp-check'");
        }
    }

    private static void FindCheckCommand(ProxyBuilder proxy, DiagnosticBag diagnostics)
    {
        ProxyHealthConfig health = proxy.Proxy.Health;
        bool hasOwnCommand = health.ExternalCommand is not null && health.ExternalCommand != proxy.Defaults?.Proxy.Health.ExternalCommand;
        if (hasOwnCommand && health.Kind?.Name != "external-check")
        {
            diagnostics.Warning(proxy.Proxy.Where, 0, $"'external-check command' ignored for {proxy.Title}, whose checks run no command", "add 'option external-check'");
        }
    }
}
