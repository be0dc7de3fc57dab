using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>What the keywords of one frontend, backend, listen or defaults section build. A defaults section is built as a listen section that never runs.</summary>
internal sealed class ProxyBuilder(ProxyConfig proxy, SectionSet kind, ReadContext context)
{
    public ProxyConfig Proxy { get; } = proxy;

    /// <summary>One section; a named defaults section has two bits.</summary>
    public SectionSet Kind { get; } = kind;

    public ReadContext Context { get; } = context;

    public bool IsDefaults => (Kind & SectionSet.Defaults) != 0;

    public AclScope Acls { get; } = new(context.Expressions);

    public List<BindConfig> Binds { get; } = [];

    public List<ServerConfig> Servers { get; } = [];

    /// <summary>What <c>default-server</c> lines said so far; null before the first.</summary>
    public ServerConfig? DefaultServer { get; set; }

    public List<UseBackendConfig> UseBackends { get; } = [];

    public List<UseServerConfig> UseServers { get; } = [];

    public List<StickRuleConfig> StickRules { get; } = [];

    public List<PersistRuleConfig> PersistRules { get; } = [];

    public List<AclConfig> AclLines { get; } = [];

    public List<MonitorFailConfig> MonitorFails { get; } = [];

    public List<CaptureConfig> Captures { get; } = [];

    public RuleList Rules { get; } = new();

    public Dictionary<int, ErrorReplyConfig> ErrorReplies { get; } = [];

    public Dictionary<string, bool> Options { get; } = [];

    public List<LogTargetConfig> LogTargets { get; } = [];

    public bool UsesGlobalLogs { get; set; }

    /// <summary>The <c>default_backend</c> word, for the finding that no such backend exists.</summary>
    public (Statement At, int Word)? DefaultBackendAt { get; set; }

    /// <summary>The word of the first <c>id</c> line, likewise.</summary>
    public (Statement At, int Word)? IdAt { get; set; }

    /// <summary>True once a faulty bind line was read: "no bind line" would be a second finding about the first.</summary>
    public bool HasBrokenBind { get; set; }

    /// <summary>The first line that gives compression its place among filters.</summary>
    public Statement? CompressionFilterAt { get; set; }

    /// <summary>The directions of the lines of that kind so far.</summary>
    public CompressionDirection CompressionFilters { get; set; }

    /// <summary>The section this one copied its settings from; null for built-in values.</summary>
    public ProxyBuilder? Defaults { get; init; }

    /// <summary>For messages: "frontend 'www'", "the defaults section".</summary>
    public string Title => IsDefaults
        ? Proxy.Name.Length == 0 ? "the defaults section" : $"defaults '{Proxy.Name}'"
        : $"{SectionNames.Of(Kind)} '{Proxy.Name}'";

    /// <summary>Sets an on/off option; <c>default</c> goes back to what holds when nothing is written.</summary>
    public void SetOption(string name, Prefix prefix)
    {
        if (prefix == Prefix.Default)
        {
            Options.Remove(name);
        }
        else
        {
            Options[name] = prefix == Prefix.None;
        }
    }

    /// <summary>Called once, at the end of the section.</summary>
    public void Finish()
    {
        Acls.ReportMissing();
        Proxy.Binds = Binds;
        Proxy.Servers = Servers;
        Proxy.UseBackends = UseBackends;
        Proxy.UseServers = UseServers;
        Proxy.StickRules = StickRules;
        Proxy.PersistRules = PersistRules;
        Proxy.Acls = AclLines;
        Proxy.MonitorFails = MonitorFails;
        Proxy.Captures = Captures;
        Proxy.ErrorReplies = ErrorReplies;
        Proxy.Options = Options;
        Proxy.LogTargets = LogTargets;
        Proxy.Rules = Rules.InOrder();
        if (!IsDefaults)
        {
            DispatchLines.Finish(Proxy, Context.Diagnostics);
        }
    }
}
