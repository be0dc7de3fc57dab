using System;
using System.Collections.Generic;

namespace Engine.Config.Model;

/// <summary>The <c>global</c> section. Null means "not written": the engine chooses.</summary>
public sealed class GlobalConfig
{
    public bool Daemon { get; internal set; }
    public int? MaxConn { get; internal set; }
    public int? UlimitN { get; internal set; }

    /// <summary><c>fd-hard-limit</c>: open files that are asked for at most, unless <c>maxconn</c> or <c>ulimit-n</c> says otherwise; null = no bound of its own.</summary>
    public int? FdHardLimit { get; internal set; }

    /// <summary><c>maxconnrate</c>: connections accepted per second; 0 = any number.</summary>
    public int ConnectionRateMax { get; internal set; }

    /// <summary><c>maxsessrate</c>: sessions begun per second; 0 = any number.</summary>
    public int SessionRateMax { get; internal set; }

    /// <summary><c>h1-accept-payload-with-any-method</c>.</summary>
    public bool AcceptsAnyPayload { get; internal set; }

    /// <summary><c>h1-case-adjust</c> and <c>h1-case-adjust-file</c>: names of fields as bogus clients and servers want them.</summary>
    public IReadOnlyList<string> FieldNames { get; internal set; } = [];

    /// <summary><c>http-err-codes</c>: the statuses of servers that stick tables count as errors of the client.</summary>
    public StatusSet ErrorStatuses { get; internal set; } = new StatusSet().With(400, 499, isIn: true);

    /// <summary><c>http-fail-codes</c>: the statuses that they count as failures of the server; not what it does not know at all.</summary>
    public StatusSet FailureStatuses { get; internal set; } = new StatusSet().With(500, 599, isIn: true).With(501, 501, isIn: false).With(505, 505, isIn: false);

    /// <summary><c>h1-do-not-close-on-insecure-transfer-encoding</c>.</summary>
    public bool KeepsAmbiguous { get; internal set; }

    /// <summary><c>harden.reject-privileged-ports.tcp</c>.</summary>
    public bool RejectsPrivilegedPorts { get; internal set; }

    /// <summary><c>pp2-never-send-local</c>.</summary>
    public bool NeverSendsLocal { get; internal set; }

    /// <summary><c>dns-accept-family</c>.</summary>
    public DnsFamilies DnsFamilies { get; internal set; } = DnsFamilies.IPv4 | DnsFamilies.IPv6;

    /// <summary><c>close-spread-time</c>, ms; 0 = kept connections are closed at once; <see cref="System.Threading.Timeout.Infinite"/> = not on account of a stop.</summary>
    public int CloseSpreadMs { get; internal set; }

    /// <summary>log-profile sections, of all files, in order of declaration.</summary>
    public IReadOnlyList<LogProfileConfig> LogProfiles { get; internal set; } = [];

    /// <summary><c>maxpipes</c>: kernel pipes for splicing, of all threads together; null = any number.</summary>
    public int? PipesMax { get; internal set; }

    /// <summary><c>maxzlibmem</c>, megabytes for encoders; 0 = any number.</summary>
    public int CompressionMegabytesMax { get; internal set; }

    /// <summary><c>unix-bind</c>: what holds for UNIX sockets that do not say otherwise; null = nothing was written.</summary>
    public UnixBindConfig? UnixBind { get; internal set; }

    /// <summary><c>set-var</c> and <c>set-var-fmt</c> lines in order of declaration.</summary>
    public IReadOnlyList<StartVariableConfig> Variables { get; internal set; } = [];
    public int? NbThread { get; internal set; }

    /// <summary><c>thread-hard-limit</c>: threads at most, whatever <see cref="NbThread"/> or the processors say.</summary>
    public int? ThreadHardLimit { get; internal set; }
    public IReadOnlyList<CpuMapConfig> CpuMaps { get; internal set; } = [];
    /// <summary><c>maxcomprate</c>, kilobytes per second into compression; 0 = no limit.</summary>
    public int CompressionKilobytesPerSecondMax { get; internal set; }

    /// <summary><c>maxcompcpuusage</c>, percent; 100 = no limit.</summary>
    public int CompressionCpuPercentMax { get; internal set; } = 100;

    public string? PidFile { get; internal set; }
    public string? Chroot { get; internal set; }
    public string? User { get; internal set; }
    public string? Group { get; internal set; }
    public int? Uid { get; internal set; }
    public int? Gid { get; internal set; }
    /// <summary><c>localpeer</c>; null = the name of the machine.</summary>
    public string? LocalPeer { get; internal set; }

    public string? Node { get; internal set; }
    public string? Description { get; internal set; }
    public bool StrictLimits { get; internal set; } = true;
    public bool ZeroWarning { get; internal set; }

    /// <summary>Threads, each with an event loop.</summary>
    /// <param name="processors">Those that this process may use.</param>
    public int ThreadsOn(int processors) => Math.Min(NbThread ?? processors, ThreadHardLimit ?? int.MaxValue);

    public bool Quiet { get; internal set; }
    public bool NoSplice { get; internal set; }
    public bool NoReusePort { get; internal set; }

    /// <summary><c>hard-stop-after</c>, ms.</summary>
    public int? HardStopAfterMs { get; internal set; }

    /// <summary><c>grace</c>, ms between the stop signal and the first listener closed.</summary>
    public int? GraceMs { get; internal set; }

    /// <summary><c>spread-checks</c>: percent, 0..50, by which pauses between checks vary.</summary>
    public int SpreadChecks { get; internal set; }

    /// <summary><c>max-spread-checks</c>: ms over which the first checks are spread at most; 0 = no bound.</summary>
    public int MaxSpreadChecksMs { get; internal set; }

    /// <summary><c>external-check</c>, and whether processes may be forked (<c>insecure-fork-wanted</c>).</summary>
    public bool ExternalCheck { get; internal set; }

    /// <summary><c>external-check preserve-env</c>.</summary>
    public bool ExternalCheckKeepsEnvironment { get; internal set; }

    public bool InsecureFork { get; internal set; }

    /// <summary><c>server-state-file</c>.</summary>
    public string? StateFile { get; internal set; }

    /// <summary><c>stats-file</c>; null = counters begin with 0.</summary>
    public string? StatsFile { get; internal set; }

    /// <summary><c>setcap</c>: names of Linux capabilities that are kept; empty = none.</summary>
    public IReadOnlyList<string> Capabilities { get; internal set; } = [];

    /// <summary><c>set-dumpable</c>.</summary>
    public bool Dumpable { get; internal set; }

    /// <summary><c>server-state-base</c>: directory of relative state files.</summary>
    public string? StateBase { get; internal set; }

    public IReadOnlyList<LogTargetConfig> LogTargets { get; internal set; } = [];

    /// <summary><c>log-tag</c>; null = the program's file name.</summary>
    public string? LogTag { get; internal set; }

    /// <summary><c>log-send-hostname</c>: the name in log lines; "" = that of the machine, null = none.</summary>
    public string? LogHostname { get; internal set; }

    public IReadOnlyList<RingConfig> Rings { get; internal set; } = [];

    public TuneConfig Tune { get; } = new();

    /// <summary><c>stats socket</c>, <c>stats timeout</c> and <c>stats maxconn</c>.</summary>
    public ControlConfig Control { get; } = new();

    public GlobalTlsConfig Tls { get; } = new();
}

/// <summary><c>cpu-map THREADS CPUS...</c>: thread numbers are 1-based, CPU numbers 0-based.</summary>
public sealed record CpuMapConfig(int FirstThread, int LastThread, bool Auto, IReadOnlyList<int> Cpus)
{
    /// <summary>2 for every second thread (odd, even), else 1.</summary>
    public int Step { get; init; } = 1;
}

/// <summary>The <c>tune.*</c> keywords of the engine. Sizes in bytes.</summary>
public sealed class TuneConfig
{
    public int BufSize { get; internal set; } = 16384;
    public int MaxRewrite { get; internal set; } = 1024;
    public int HttpMaxHdr { get; internal set; } = 101;
    /// <summary>Bytes of a target that log lines show, one less than that.</summary>
    public int LogUriLength { get; internal set; } = 1024;

    /// <summary>Bytes of a captured cookie at most.</summary>
    public int CookieLength { get; internal set; } = 63;

    /// <summary><c>tune.max-checks-per-thread</c>: checks of a loop under way at once; 0 = no limit.</summary>
    public int MaxChecksPerThread { get; internal set; }

    /// <summary><c>tune.stick-counters</c>: keys that a connection, and an exchange, may track at a time.</summary>
    public int StickCounters { get; internal set; } = 3;

    /// <summary><c>tune.comp.maxlevel</c>: 1 = fast, 9 = small.</summary>
    public int CompressionLevelMax { get; internal set; } = 1;

    /// <summary><c>tune.zlib.windowsize</c>: bits of the history that deflate refers to.</summary>
    public int ZlibWindowBits { get; internal set; } = 15;

    /// <summary><c>tune.zlib.memlevel</c>.</summary>
    public int ZlibMemoryLevel { get; internal set; } = 8;

    /// <summary><c>tune.vars.*</c>.</summary>
    public VariableLimitsConfig Variables { get; } = new();

    public int? MaxAccept { get; internal set; }
    public int? MaxPollEvents { get; internal set; }
    public int? RcvBufClient { get; internal set; }
    public int? RcvBufServer { get; internal set; }
    public int? SndBufClient { get; internal set; }
    public int? SndBufServer { get; internal set; }

    /// <summary><c>tune.sndbuf.backend</c>: bytes of the kernel's send buffer of sockets that send datagrams.</summary>
    public int? SndBufDatagrams { get; internal set; }

    /// <summary><c>tune.notsent-lowat.client</c> and <c>.server</c>: bytes not sent yet that a socket takes at most; null = as many as its buffer holds.</summary>
    public int? UnsentBytesClient { get; internal set; }
    public int? UnsentBytesServer { get; internal set; }

    public int? PipeSize { get; internal set; }
    public bool IdlePoolShared { get; internal set; } = true;
    public int? PoolHighFdRatio { get; internal set; }
    public int? PoolLowFdRatio { get; internal set; }
}
