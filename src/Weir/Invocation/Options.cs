using System.Collections.Generic;

namespace Weir.Invocation;

/// <summary>What this run is for.</summary>
internal enum Purpose : byte
{
    Serve,
    Check,
    EvaluateCondition,
    ShowVersion,
    ShowVersionDetails,
    ShowHelp,
    Demo,
}

/// <summary>Where the process that serves runs. Whichever was not chosen here, the <c>daemon</c> keyword may still choose.</summary>
internal enum Ground : byte
{
    AsConfigured,

    /// <summary><c>-db</c>, <c>-d</c>, <c>-Ws</c>: the <c>daemon</c> keyword and <c>-D</c> count no longer.</summary>
    Foreground,

    /// <summary><c>-D</c></summary>
    Background,
}

/// <summary>What master-worker mode was asked for. There is one process all the same; exit statuses and readiness messages follow the mode.</summary>
internal enum MasterMode : byte
{
    None,

    /// <summary><c>-W</c></summary>
    Master,

    /// <summary><c>-Ws</c>: the service manager is told when ready and when stopping.</summary>
    MasterNotify,
}

/// <summary>Everything the command line said. Filled by the rows of <see cref="OptionTable"/>, read-only afterwards.</summary>
internal sealed class Options
{
    public Purpose Purpose { get; set; }

    /// <summary>Files and directories in the order of the command line.</summary>
    public List<string> Files { get; } = [];

    /// <summary>The argument of <c>-cc</c>.</summary>
    public string Condition { get; set; } = "";

    public Ground Ground { get; set; }

    public MasterMode MasterMode { get; set; }

    /// <summary><c>-q</c>: nothing on standard output.</summary>
    public bool Quiet { get; set; }

    /// <summary><c>-dW</c>: a warning about the configuration is fatal.</summary>
    public bool WarningsAreFatal { get; set; }

    /// <summary><c>-dD</c>: findings about suspicious but valid lines are shown too.</summary>
    public bool ShowDiagnostics { get; set; }

    /// <summary><c>-C</c>: changed to before anything is read.</summary>
    public string? WorkingDirectory { get; set; }

    /// <summary><c>-p</c>; outweighs the <c>pidfile</c> keyword.</summary>
    public string? PidFile { get; set; }

    /// <summary><c>-n</c>; outweighs the global <c>maxconn</c>.</summary>
    public int? MaxConn { get; set; }

    /// <summary><c>-N</c>: maxconn of the proxies that do not say theirs.</summary>
    public int? ProxyMaxConn { get; set; }

    /// <summary><c>-m</c>, MB.</summary>
    public int? MemoryMaxMb { get; set; }

    /// <summary><c>-L</c></summary>
    public string? LocalPeer { get; set; }

    /// <summary><c>-dS</c></summary>
    public bool NoSplice { get; set; }

    /// <summary><c>-dR</c></summary>
    public bool NoReusePort { get; set; }

    /// <summary><c>-sf</c>: processes told to finish gently once this one serves.</summary>
    public List<int> FinishPids { get; } = [];

    /// <summary><c>-st</c>: processes told to end at once, once this one serves.</summary>
    public List<int> TerminatePids { get; } = [];

    /// <summary><c>-x</c>: a unix socket of the runtime API of the process whose listening sockets are taken over.</summary>
    public string? HandoverFrom { get; set; }

    /// <summary><c>-dV</c>: certificates of servers are verified only where their line asks for it.</summary>
    public bool NoServerVerify { get; set; }

    /// <summary><c>-dr</c>: a server whose name cannot be resolved starts without an address.</summary>
    public bool StartsWithoutAddresses { get; set; }

    /// <summary><c>-S</c>: address and options of a runtime API socket; null for none.</summary>
    public string? MasterSocket { get; set; }

    /// <summary><c>weir demo --port</c></summary>
    public int DemoPort { get; set; } = 8080;

    /// <summary>Options that were accepted but change nothing, each with the reason, for the operator to hear of: "-de has no effect: ...".</summary>
    public List<string> WithoutEffect { get; } = [];
}
