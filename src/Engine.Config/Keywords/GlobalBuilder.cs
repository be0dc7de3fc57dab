using System;
using System.Collections.Generic;
using Engine.Config.Model;

namespace Engine.Config.Keywords;

/// <summary>What the keywords of <c>global</c> build. The section may be written several times and goes on where it stopped.</summary>
internal sealed class GlobalBuilder(GlobalConfig config)
{
    public GlobalConfig Config { get; } = config;

    public List<CpuMapConfig> CpuMaps { get; } = [];

    public List<LogTargetConfig> LogTargets { get; } = [];

    public List<ControlSocketConfig> ControlSockets { get; } = [];

    public List<StartVariableConfig> Variables { get; } = [];

    public List<string> FieldNames { get; } = [];

    /// <summary>Called once, when all files are read.</summary>
    public void Finish()
    {
        Config.CpuMaps = CpuMaps;
        Config.LogTargets = LogTargets;
        Config.Variables = Variables;
        Config.FieldNames = FieldNames;
        Config.Control.Sockets = ControlSockets;

        // A request head must always have room: HAProxy lowers the reserve to half a buffer as well.
        Config.Tune.MaxRewrite = Math.Min(Config.Tune.MaxRewrite, Config.Tune.BufSize / 2);
    }
}
