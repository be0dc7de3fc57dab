using System.Collections.Generic;
using Engine.Config.Model;

namespace Engine.Config.Keywords;

/// <summary>
/// What a section copies from its defaults (semantics section 1, "defaults inheritance"). Not copied: bind, server, captures, use_backend,
/// redirect, description, id. Rules are copied at the end of the section, since they stand before its own.
/// </summary>
internal static class DefaultsInheritance
{
    public static void Copy(ProxyBuilder from, ProxyBuilder to)
    {
        ProxyConfig source = from.Proxy;
        ProxyConfig target = to.Proxy;
        target.Mode = source.Mode;
        target.Disabled = source.Disabled;
        target.ConnectionMode = source.ConnectionMode;
        target.Alerts = source.Alerts;
        target.Timeouts = source.Timeouts with { };
        target.ForwardFor = source.ForwardFor;
        target.OriginalTo = source.OriginalTo;
        target.NameRestriction = source.NameRestriction;
        target.Compression = source.Compression?.Copy();
        target.LogTag = source.LogTag;
        target.UniqueIdFormat = source.UniqueIdFormat;
        target.UniqueIdHeader = source.UniqueIdHeader;
        target.Statistics = source.Statistics?.Copy();
        to.UsesGlobalLogs = from.UsesGlobalLogs;
        to.LogTargets.AddRange(from.LogTargets);
        foreach ((int status, ErrorReplyConfig reply) in from.ErrorReplies)
        {
            to.ErrorReplies.Add(status, reply);
        }

        foreach ((string option, bool isOn) in from.Options)
        {
            to.Options.Add(option, isOn);
        }

        if (target.HasFrontend)
        {
            CopyClientSide(from, to);
        }

        if (target.HasBackend)
        {
            CopyServerSide(from, to);
        }
    }

    /// <summary>Puts the rules of a named defaults section in front of the section's own.</summary>
    public static void CopyRules(ProxyBuilder from, ProxyConfig to)
    {
        var rules = new List<RuleConfig>();
        foreach (RuleConfig rule in from.Proxy.Rules)
        {
            bool fits = rule.Ruleset switch
            {
                Ruleset.TcpRequestConnection or Ruleset.TcpRequestSession => to.HasFrontend,
                Ruleset.TcpResponseContent => to.HasBackend,
                _ => true,
            };
            if (fits)
            {
                rules.Add(rule);
            }
        }

        rules.AddRange(to.Rules);
        to.Rules = rules;
    }

    private static void CopyClientSide(ProxyBuilder from, ProxyBuilder to)
    {
        to.Proxy.MaxConn = from.Proxy.MaxConn;
        to.Proxy.SessionServerConnectionsMax = from.Proxy.SessionServerConnectionsMax;
        to.Proxy.SessionRateMax = from.Proxy.SessionRateMax;
        to.Proxy.ClientKeepAlive = from.Proxy.ClientKeepAlive;
        to.Proxy.Backlog = from.Proxy.Backlog;
        to.Proxy.DefaultBackend = from.Proxy.DefaultBackend;
        to.Proxy.MonitorUri = from.Proxy.MonitorUri;
        to.Proxy.LogLine = from.Proxy.LogLine;
        to.Proxy.LogFormatSd = from.Proxy.LogFormatSd;
        to.Proxy.LogSteps = from.Proxy.LogSteps;
        to.Proxy.ErrorLogFormat = from.Proxy.ErrorLogFormat;
        to.DefaultBackendAt = from.DefaultBackendAt;
    }

    private static void CopyServerSide(ProxyBuilder from, ProxyBuilder to)
    {
        to.Proxy.ServerKeepAlive = from.Proxy.ServerKeepAlive;
        to.Proxy.ServerNameHeader = from.Proxy.ServerNameHeader;
        to.Proxy.HttpReuse = from.Proxy.HttpReuse;
        to.Proxy.Balance = from.Proxy.Balance;
        to.Proxy.Hash = from.Proxy.Hash;
        to.Proxy.Retries = from.Proxy.Retries;
        to.Proxy.RetryOn = from.Proxy.RetryOn;
        to.Proxy.Redispatch = from.Proxy.Redispatch;
        to.Proxy.Cookie = from.Proxy.Cookie;
        to.Proxy.DynamicCookieKey = from.Proxy.DynamicCookieKey;
        to.Proxy.FullConn = from.Proxy.FullConn;
        to.Proxy.KeepAliveQueueMax = from.Proxy.KeepAliveQueueMax;
        to.Proxy.Source = from.Proxy.Source;
        to.Proxy.Forwarded = from.Proxy.Forwarded;
        to.Proxy.RdpPersist = from.Proxy.RdpPersist;
        to.Proxy.Health = from.Proxy.Health.CopyFromDefaults();
        to.DefaultServer = from.DefaultServer?.CopyAs(from.DefaultServer.Where, "", from.DefaultServer.Address);
    }
}
