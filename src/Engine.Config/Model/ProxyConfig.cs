using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Model;

public enum ProxyKind : byte { Frontend, Backend, Listen }

public enum ProxyMode : byte { Tcp, Http }

/// <summary>CFG 4: how long connections live between exchanges.</summary>
public enum ConnectionMode : byte { KeepAlive, ServerClose, Close }

/// <summary><c>http-reuse</c>.</summary>
public enum HttpReuse : byte { Never, Safe, Aggressive, Always }

/// <summary>One frontend, backend or listen section, its defaults already merged in.</summary>
public sealed class ProxyConfig
{
    public required ProxyKind Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>The section line.</summary>
    public required Statement Where { get; init; }

    public bool HasFrontend => Kind != ProxyKind.Backend;
    public bool HasBackend => Kind != ProxyKind.Frontend;

    public bool Disabled { get; internal set; }
    public int? Id { get; internal set; }
    public string? Description { get; internal set; }

    /// <summary><c>guid</c>: a name that nothing else has, of whatever kind.</summary>
    public string? Guid { get; internal set; }

    /// <summary>Default is tcp, as in HAProxy.</summary>
    public ProxyMode Mode { get; internal set; } = ProxyMode.Tcp;

    public ConnectionMode ConnectionMode { get; internal set; }
    public HttpReuse HttpReuse { get; internal set; } = HttpReuse.Safe;
    public TimeoutsConfig Timeouts { get; internal set; } = new();

    // --- frontend side
    public IReadOnlyList<BindConfig> Binds { get; internal set; } = [];
    public int? MaxConn { get; internal set; }

    /// <summary><c>rate-limit sessions</c>: sessions begun per second; 0 = any number.</summary>
    public int SessionRateMax { get; internal set; }

    public int? Backlog { get; internal set; }
    public string? DefaultBackend { get; internal set; }
    public IReadOnlyList<UseBackendConfig> UseBackends { get; internal set; } = [];
    public string? MonitorUri { get; internal set; }

    /// <summary><c>monitor fail</c> lines.</summary>
    public IReadOnlyList<MonitorFailConfig> MonitorFails { get; internal set; } = [];

    // --- backend side
    public IReadOnlyList<ServerConfig> Servers { get; internal set; } = [];
    public BalanceConfig? Balance { get; internal set; }

    /// <summary><c>dispatch</c>, <c>transparent</c>: where everything goes that no server is known for, without a name; null = servers are balanced.</summary>
    public ServerConfig? Dispatch { get; internal set; }

    public HashConfig Hash { get; internal set; } = new();

    /// <summary><c>use-server</c> lines in order of declaration.</summary>
    public IReadOnlyList<UseServerConfig> UseServers { get; internal set; } = [];

    public CookieConfig? Cookie { get; internal set; }

    /// <summary><c>dynamic-cookie-key</c>.</summary>
    public string? DynamicCookieKey { get; internal set; }

    /// <summary><c>stick</c> lines in order of declaration.</summary>
    public IReadOnlyList<StickRuleConfig> StickRules { get; internal set; } = [];

    /// <summary><c>force-persist</c> and <c>ignore-persist</c> lines in order of declaration.</summary>
    public IReadOnlyList<PersistRuleConfig> PersistRules { get; internal set; } = [];

    /// <summary><c>retries</c>: further attempts after a failed connect.</summary>
    public int Retries { get; internal set; } = 3;

    /// <summary><c>option redispatch [n]</c>: null when off; -1 (its default) only on the last retry; n every n-th; 0 never.</summary>
    public int? Redispatch { get; internal set; }

    /// <summary><c>retry-on</c>.</summary>
    public RetryConditions RetryOn { get; internal set; } = RetryConditions.ConnectionFailure;

    public int? FullConn { get; internal set; }

    /// <summary><c>max-keep-alive-queue</c>; null = any number.</summary>
    public int? KeepAliveQueueMax { get; internal set; }
    public SourceConfig? Source { get; internal set; }

    /// <summary><c>http-send-name-header</c>: the field that tells servers their name; null = none.</summary>
    public string? ServerNameHeader { get; internal set; }

    /// <summary><c>srvtcpka-cnt, -idle, -intvl</c>.</summary>
    public KeepAliveConfig ServerKeepAlive { get; internal set; } = new();

    /// <summary><c>clitcpka-cnt, -idle, -intvl</c>.</summary>
    public KeepAliveConfig ClientKeepAlive { get; internal set; } = new();

    /// <summary>How servers are checked.</summary>
    public ProxyHealthConfig Health { get; internal set; } = new();

    // --- both sides

    /// <summary><c>email-alert</c> lines; null without any.</summary>
    public MailAlertConfig? Alerts { get; internal set; }

    /// <summary><c>filter bwlim-in</c> and <c>filter bwlim-out</c> lines.</summary>
    public IReadOnlyList<BandwidthLimitConfig> BandwidthLimits { get; internal set; } = [];

    /// <summary><c>filter cache</c> lines.</summary>
    public IReadOnlyList<CacheFilterConfig> CacheFilters { get; internal set; } = [];

    /// <summary><c>stick-table</c>, which rules of any section may name.</summary>
    public StickTableConfig? StickTable { get; internal set; }

    public ForwardForConfig? ForwardFor { get; internal set; }
    public ForwardForConfig? OriginalTo { get; internal set; }

    /// <summary><c>option forwarded</c>; null = no Forwarded field is added.</summary>
    public ForwardedConfig? Forwarded { get; internal set; }

    /// <summary><c>option http-restrict-req-hdr-names</c>.</summary>
    public NameRestriction NameRestriction { get; internal set; }

    /// <summary><c>max-session-srv-conns</c>: idle server connections kept for one client alone.</summary>
    public int SessionServerConnectionsMax { get; internal set; } = 5;

    /// <summary><c>persist rdp-cookie</c>: the cookie's name; null = none.</summary>
    public RdpPersistConfig? RdpPersist { get; internal set; }

    /// <summary><c>compression</c> lines; null = none.</summary>
    public CompressionConfig? Compression { get; internal set; }

    /// <summary><c>errorfile</c>, <c>errorloc*</c>, <c>errorfiles</c> and <c>http-error</c> by status code.</summary>
    public IReadOnlyDictionary<int, ErrorReplyConfig> ErrorReplies { get; internal set; } = new Dictionary<int, ErrorReplyConfig>();

    /// <summary><c>acl</c> lines in order of declaration; conditions hold the tests they name themselves.</summary>
    public IReadOnlyList<AclConfig> Acls { get; internal set; } = [];

    /// <summary><c>log</c> lines, <c>log global</c> already replaced by the targets of the global section.</summary>
    public IReadOnlyList<LogTargetConfig> LogTargets { get; internal set; } = [];

    /// <summary>What is logged about an exchange; null = nothing was chosen.</summary>
    public LogLineConfig? LogLine { get; internal set; }

    /// <summary><c>log-tag</c>; null = the global one.</summary>
    public string? LogTag { get; internal set; }

    /// <summary><c>log-format-sd</c>: the structured data of RFC 5424.</summary>
    public FormatConfig? LogFormatSd { get; internal set; }

    /// <summary><c>error-log-format</c>: of connections that failed before they brought a request.</summary>
    public FormatConfig? ErrorLogFormat { get; internal set; }

    /// <summary><c>log-steps</c>: when lines about an exchange are written; none = at its end, or as <c>option logasap</c> says.</summary>
    public LogSteps LogSteps { get; internal set; }

    /// <summary><c>unique-id-format</c>.</summary>
    public FormatConfig? UniqueIdFormat { get; internal set; }

    /// <summary><c>unique-id-header</c>: the field that carries the unique id to the server.</summary>
    public string? UniqueIdHeader { get; internal set; }

    /// <summary>What is captured for the log line, in order of declaration, which is the order of the slots.</summary>
    public IReadOnlyList<CaptureConfig> Captures { get; internal set; } = [];

    /// <summary><c>capture cookie</c>.</summary>
    public CaptureConfig? CookieCapture { get; internal set; }

    /// <summary>http-request, http-response, http-after-response and tcp-* rules in order of declaration.</summary>
    public IReadOnlyList<RuleConfig> Rules { get; internal set; } = [];

    /// <summary><c>stats</c> lines; null without any.</summary>
    public StatisticsConfig? Statistics { get; internal set; }

    /// <summary>Plain on/off options by HAProxy name ("dontlognull"); absent = not written, so the built-in default holds.</summary>
    public IReadOnlyDictionary<string, bool> Options { get; internal set; } = new Dictionary<string, bool>();
}

/// <summary>All in ms; null = infinite (or the fallback of semantics section 2).</summary>
public sealed record TimeoutsConfig
{
    public int? ClientMs { get; internal set; }
    public int? ClientFinMs { get; internal set; }
    public int? ConnectMs { get; internal set; }
    public int? HttpKeepAliveMs { get; internal set; }
    public int? HttpRequestMs { get; internal set; }
    public int? QueueMs { get; internal set; }
    public int? ServerMs { get; internal set; }
    public int? ServerFinMs { get; internal set; }
    public int? TarpitMs { get; internal set; }
    public int? TunnelMs { get; internal set; }
    public int? CheckMs { get; internal set; }

    /// <summary><c>timeout client-hs</c>: the TLS handshake; null = as <see cref="ClientMs"/>.</summary>
    public int? ClientHandshakeMs { get; internal set; }

    /// <summary><c>tcp-request inspect-delay</c>; null = rules decide on what is there.</summary>
    public int? InspectRequestMs { get; internal set; }

    /// <summary><c>tcp-response inspect-delay</c>, likewise.</summary>
    public int? InspectResponseMs { get; internal set; }
}

/// <summary>A <c>bind</c> line; one per line, with all its addresses.</summary>
public sealed class BindConfig
{
    public required Statement Where { get; init; }
    public required IReadOnlyList<AddressConfig> Addresses { get; init; }
    public string? Name { get; internal set; }
    public int? Id { get; internal set; }
    public int? MaxConn { get; internal set; }
    public int? Backlog { get; internal set; }
    public string? Interface { get; internal set; }
    public bool Transparent { get; internal set; }
    public bool DeferAccept { get; internal set; }
    public bool TcpFastOpen { get; internal set; }
    public bool V4V6 { get; internal set; }
    public bool V6Only { get; internal set; }
    public int? Mss { get; internal set; }
    public string? CongestionControl { get; internal set; }
    public int? TcpUserTimeoutMs { get; internal set; }

    /// <summary>Unix sockets: permission bits (<c>mode</c>), and owner.</summary>
    public int? UnixMode { get; internal set; }
    public string? UnixUser { get; internal set; }
    public string? UnixGroup { get; internal set; }
    public int? UnixUid { get; internal set; }
    public int? UnixGid { get; internal set; }

    /// <summary><c>guid-prefix</c>: the listeners of the line are PREFIX-1, PREFIX-2 ...</summary>
    public string? GuidPrefix { get; internal set; }

    /// <summary><c>accept-proxy</c>: connections begin with a PROXY header.</summary>
    public bool AcceptsProxy { get; internal set; }

    public TlsConfig Tls { get; } = new();
}

public enum AddressFamily : byte { Any, IPv4, IPv6, Unix, Abstract, Descriptor }

/// <summary>An address as written, split but not resolved (CFG 11).</summary>
/// <param name="Family">From the prefix (<c>ipv4@ ipv6@ unix@ abns@ fd@</c>) or the shape of the text.</param>
/// <param name="Host">Host text without brackets; "" or "*" for all addresses; path, abstract name or descriptor number for the others.</param>
/// <param name="FirstPort">0 when there is none.</param>
/// <param name="LastPort">Equal to FirstPort unless a range was written.</param>
/// <param name="PortOffset">Server addresses: <c>:+80</c> and <c>:-80</c> add to the client's destination port.</param>
public sealed record AddressConfig(AddressFamily Family, string Host, int FirstPort, int LastPort, bool PortOffset = false)
{
    /// <summary>Log addresses: <c>tcp@</c> and its kin ask for a connection in place of datagrams.</summary>
    public bool IsStream { get; init; }

    /// <summary>Abstract sockets: <c>abnsz@</c> ends where the name ends, <c>abns@</c> is filled with zeros.</summary>
    public bool IsExact { get; init; }

    /// <summary>Descriptors: <c>sockpair@</c> is handed connections, <c>fd@</c> listens.</summary>
    public bool IsPassing { get; init; }
}

/// <summary>A <c>server</c> line, its default-server already merged in.</summary>
public sealed record ServerConfig
{
    public required Statement Where { get; init; }
    public required string Name { get; init; }
    public required AddressConfig Address { get; init; }
    public int? Id { get; internal set; }

    /// <summary>0..256.</summary>
    public int Weight { get; internal set; } = 1;
    public bool Disabled { get; internal set; }
    public bool Backup { get; internal set; }

    /// <summary>Concurrent requests; 0 = unlimited.</summary>
    public int MaxConn { get; internal set; }

    /// <summary>Concurrent requests while the backend is idle; grows to <see cref="MaxConn"/> with its load. 0 = always that.</summary>
    public int MinConn { get; internal set; }

    /// <summary>Requests that may wait for this server; 0 = unlimited.</summary>
    public int MaxQueue { get; internal set; }
    public HashKey HashKey { get; internal set; }

    /// <summary>Idle connections kept; -1 = unlimited, 0 = none.</summary>
    public int PoolMaxConn { get; internal set; } = -1;
    public int PoolPurgeDelayMs { get; internal set; } = 5000;
    public int PoolLowConn { get; internal set; }
    public int? MaxReuse { get; internal set; }
    /// <summary><c>redir</c>: requests that change nothing are sent to this address; null = none.</summary>
    public string? Redirect { get; internal set; }

    /// <summary><c>pool-conn-name</c>: connections are shared by requests for which it has the same value; null = the name asked of the server (SNI).</summary>
    public SniConfig? PoolName { get; internal set; }

    /// <summary><c>tfo</c>.</summary>
    public bool TcpFastOpen { get; internal set; }

    public int? TcpUserTimeoutMs { get; internal set; }
    public string? CongestionControl { get; internal set; }
    public SourceConfig? Source { get; internal set; }
    public TlsConfig Tls { get; private init; } = new();

    /// <summary>How clients are announced to the server; null = not at all.</summary>
    public ProxyHeaderConfig? ProxyHeader { get; internal set; }

    /// <summary><c>guid</c>: a name that nothing else has.</summary>
    public string? Guid { get; internal set; }

    /// <summary><c>resolvers</c> and what goes with it; null = the name is resolved at the start only.</summary>
    public ServerResolutionConfig? Resolution { get; internal set; }

    /// <summary><c>init-addr</c>: "last", "libc", "none" and IP addresses in the order in which they are tried; null = last, libc.</summary>
    public IReadOnlyList<string>? InitialAddress { get; internal set; }

    /// <summary>What the persistence cookie calls it; null = nothing.</summary>
    public string? Cookie { get; internal set; }

    /// <summary><c>shard</c>, of peers sections only: the part of the keys that this machine is told of; 0 = all.</summary>
    public int Shard { get; internal set; }

    /// <summary>No stick table keeps it.</summary>
    public bool NonStick { get; internal set; }
    public ServerHealthConfig Health { get; private set; } = new();

    /// <summary>The same settings under another name: how a server line starts from its default-server.</summary>
    internal ServerConfig CopyAs(Statement where, string name, AddressConfig address) =>
        this with { Where = where, Name = name, Address = address, Tls = Tls.Copy(), Health = Health with { } };
}

/// <summary><c>balance ALGORITHM [ARGS...]</c>; which names exist is the vocabulary's business.</summary>
/// <param name="Arguments">What stands in parentheses behind the name comes first: "2" for <c>random(2)</c>.</param>
public sealed record BalanceConfig(Statement Where, string Algorithm, IReadOnlyList<Word> Arguments);

/// <summary><c>source ADDR[:PORT[-PORT]] [usesrc ...] [interface NAME]</c>.</summary>
public sealed record SourceConfig(AddressConfig Address, string? Interface)
{
    /// <summary><c>usesrc</c>: the address that the server sees; null = that of the connection.</summary>
    public UseSourceConfig? UseSource { get; init; }
}

/// <summary><c>option forwardfor</c> and <c>option originalto</c>.</summary>
/// <param name="Header">Null = the default name (X-Forwarded-For, X-Original-To).</param>
/// <param name="Except">Networks whose clients get no header: "10.0.0.0/8", "::1".</param>
public sealed record ForwardForConfig(string? Header, bool IfNone, IReadOnlyList<string> Except);

/// <summary>What to answer instead of a built-in error page. Exactly one of the two is set.</summary>
/// <param name="FileContent">Raw response bytes of an <c>errorfile</c>; empty = answer nothing, close.</param>
/// <param name="Location"><c>errorloc</c> target, with <paramref name="RedirectStatus"/> 302 or 303.</param>
public sealed record ErrorReplyConfig(Statement Where, byte[]? FileContent, string? Location, int RedirectStatus)
{
    /// <summary>An <c>http-error</c> line: its words are read by whoever compiles the reply. Neither of the others is set then.</summary>
    public RuleConfig? Rule { get; init; }

    /// <summary>Until all sections are read: the http-errors section it is to be taken from (<c>errorfiles</c>).</summary>
    internal string? Section { get; init; }

    /// <summary>With <see cref="Section"/>: what holds when that section has no such reply.</summary>
    internal ErrorReplyConfig? Fallback { get; init; }

    /// <summary>With <see cref="Section"/>: the status was asked for by number.</summary>
    internal bool IsNamed { get; init; }
}

/// <summary>An <c>http-errors</c> section: replies that proxies and rules refer to.</summary>
public sealed record HttpErrorsConfig(Statement Where, string Name, IReadOnlyDictionary<int, ErrorReplyConfig> Replies);

/// <summary><c>monitor fail if CONDITION</c>.</summary>
public sealed record MonitorFailConfig(Statement Where, Expressions.ConditionNode Condition);

public enum Ruleset : byte
{
    TcpRequestConnection,
    TcpRequestSession,
    TcpRequestContent,
    TcpResponseContent,
    HttpRequest,
    HttpResponse,
    HttpAfterResponse,
}

/// <summary>
/// One rule line: the action's own words are read by the stage that implements it. A <c>redirect</c> line is the HttpRequest rule
/// "redirect" and stands behind all http-request rules of its section, which is when HAProxy evaluates it.
/// </summary>
/// <param name="Action">Action name, such as "return" or "set-header"; what stands in parentheses behind it is still in its word, <c>Where.Words[FirstArgument - 1]</c>.</param>
/// <param name="FirstArgument">Index in <c>Where.Words</c> of the first word after the action.</param>
/// <param name="EndArgument">Index one past the last word of the action's arguments (where <c>if</c>/<c>unless</c> stands, or the end).</param>
/// <param name="Condition">Null = unconditional.</param>
public sealed record RuleConfig(Statement Where, Ruleset Ruleset, string Action, int FirstArgument, int EndArgument, Expressions.ConditionNode? Condition)
{
    /// <summary>True for a line that begins with <c>redirect</c>: its target is taken as it is written, and it is read behind all http-request rules.</summary>
    public bool IsRedirectLine => Where.Words[0].Text == "redirect";
}

/// <summary><c>use_backend NAME [if|unless COND]</c>.</summary>
/// <param name="Backend">The name as written.</param>
/// <param name="NameFormat">Set when the name is computed (<c>%[...]</c>); null for a plain name, which exists.</param>
public sealed record UseBackendConfig(Statement Where, string Backend, Expressions.ConditionNode? Condition, Expressions.LogFormat? NameFormat = null);

/// <summary><c>use-server NAME if|unless COND</c>.</summary>
/// <param name="Server">The name as written.</param>
/// <param name="NameFormat">Set when the name is computed (<c>%[...]</c>); null for a plain name, which exists in the section.</param>
public sealed record UseServerConfig(Statement Where, string Server, Expressions.ConditionNode Condition, Expressions.LogFormat? NameFormat = null);
