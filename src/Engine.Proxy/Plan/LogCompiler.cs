using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Logs;
using Engine.Proxy.Samples;
using Engine.Proxy.Stages;
using Engine.Proxy.State;

namespace Engine.Proxy.Plan;

/// <summary>Compiles what proxies log: targets, formats, options.</summary>
internal sealed class LogCompiler(Configuration configuration, StageCatalog stages, ExpressionCompiler expressions, PlanNames names, LogsPlan previous)
{
    private readonly LogSinkCompiler _sinks = new(configuration, expressions.Diagnostics, previous);
    private readonly Dictionary<ProxyConfig, LogTargetPlan[]> _targets = [];

    /// <summary>What targets say differently; null = nothing.</summary>
    private readonly Dictionary<LogTargetPlan, LogProfileConfig?> _profiles = [];
    private readonly List<ProxyLifePlan> _proxies = [];

    /// <summary>As the process was called, a link's name included; a development build is called by its library.</summary>
    private static string ProgramName => Path.GetFileName(Environment.GetCommandLineArgs()[0]) is { } name && name.EndsWith(".dll", StringComparison.Ordinal) ? name[..^4] : Path.GetFileName(Environment.GetCommandLineArgs()[0]);

    /// <summary>Targets of all proxies, once each, in order of declaration.</summary>
    internal void CompileTargets()
    {
        foreach (ProxyConfig proxy in configuration.Proxies)
        {
            List<LogTargetPlan> targets = [];
            LogSender sender = SenderOf(proxy);
            foreach (LogTargetConfig target in proxy.LogTargets)
            {
                foreach (LogTargetPlan plan in _sinks.TargetsOf(target, TaggedBy(target, sender)))
                {
                    targets.Add(plan);
                    _profiles[plan] = ProfileOf(target);
                }
            }

            _targets.Add(proxy, [.. targets]);
        }
    }

    /// <summary>Null when the proxy logs nothing.</summary>
    internal ProxyLogPlan? Of(ProxyConfig proxy)
    {
        LogTargetPlan[] targets = _targets[proxy];
        if (targets.Length == 0)
        {
            // Formats are checked all the same: a log line may be added tomorrow.
            LineOf(proxy);
            return null;
        }

        LogFormatPlan? line = LineOf(proxy);
        ProxyLogPlan usual = new()
        {
            Targets = targets,
            Mode = proxy.Mode,
            Line = line,
            NeedsServerSource = line is { NeedsServerSource: true },
            ErrorLine = Compile(proxy.ErrorLogFormat, RulePoints.Log),
            StructuredData = Compile(proxy.LogFormatSd, RulePoints.Log),
            SkipsEmpty = proxy.Options.GetValueOrDefault("dontlognull"),
            SkipsNormal = proxy.Options.GetValueOrDefault("dontlog-normal"),
            RaisesErrors = proxy.Options.GetValueOrDefault("log-separate-errors"),
            IsEarly = proxy.LogSteps == LogSteps.None ? proxy.Options.GetValueOrDefault("logasap") : (proxy.LogSteps & LogSteps.Response) != 0,
        };
        return StepsOf(proxy, usual) is { } steps ? usual.With(steps) : usual;
    }

    /// <summary>Null where one line at the end, the same for all targets, is what is asked for.</summary>
    private SteppedLogPlan? StepsOf(ProxyConfig proxy, ProxyLogPlan usual)
    {
        LogTargetPlan[] targets = usual.Targets;
        if (proxy.LogSteps == LogSteps.None && !Array.Exists(targets, target => _profiles[target] is not null))
        {
            return null;
        }

        return new SteppedLogPlan
        {
            Steps = proxy.LogSteps == LogSteps.None ? LogSteps.Close | LogSteps.Error : proxy.LogSteps,
            Targets = Array.ConvertAll(targets, target => LogProfileCompiler.Compile(target, _profiles[target], usual, format => Compile(format, RulePoints.Log))),
            FormatsErrors = Array.Exists(targets, target => LogProfileCompiler.FormatsErrors(_profiles[target])),
        };
    }

    private LogProfileConfig? ProfileOf(LogTargetConfig target)
    {
        foreach (LogProfileConfig profile in configuration.Global.LogProfiles)
        {
            if (profile.Name == target.Profile)
            {
                return profile;
            }
        }

        return null;
    }

    private LogSender TaggedBy(LogTargetConfig target, LogSender sender) => ProfileOf(target)?.Tag is { } tag ? sender with { Tag = tag } : sender;

    /// <summary>Where messages about a section go that has servers; null = nowhere.</summary>
    internal ProxyLogPlan? MessagesOf(string backend)
    {
        foreach ((ProxyConfig proxy, LogTargetPlan[] targets) in _targets)
        {
            if (proxy.HasBackend && proxy.Name == backend && targets.Length > 0)
            {
                return new ProxyLogPlan { Targets = targets, Mode = proxy.Mode };
            }
        }

        return null;
    }

    /// <summary>Where lines about connections of other machines go; null = nowhere.</summary>
    internal ProxyLogPlan? Of(PeersConfig peers)
    {
        List<LogTargetPlan> targets = [];
        foreach (LogTargetConfig target in peers.LogTargets)
        {
            targets.AddRange(_sinks.TargetsOf(target, TaggedBy(target, SenderOf(null))));
        }

        return targets.Count == 0 ? null : new ProxyLogPlan { Targets = [.. targets], Mode = ProxyMode.Tcp };
    }

    internal LogFormatPlan? UniqueIdOf(ProxyConfig proxy) => Compile(proxy.UniqueIdFormat, RulePoints.FrontendHttpRequest, FormatUse.Id);

    /// <summary>After all proxies.</summary>
    internal LogsPlan Finish()
    {
        foreach (ProxyConfig proxy in configuration.Proxies)
        {
            if (!proxy.Disabled && _targets[proxy].Length > 0)
            {
                ProxyLogPlan log = new() { Targets = _targets[proxy], Mode = proxy.Mode };
                FrontendState? frontend = proxy.HasFrontend ? names.Frontends.GetValueOrDefault(proxy.Name) : null;
                BackendState? backend = proxy.HasBackend ? names.Backends.GetValueOrDefault(proxy.Name) : null;
                _proxies.Add(new ProxyLifePlan(proxy.Name, log, frontend, backend));
            }
        }

        return new LogsPlan { Sinks = _sinks.All, SampleCounters = _sinks.SampleCounters, Proxies = _proxies };
    }

    /// <summary>Null for the line at accept.</summary>
    private LogFormatPlan? LineOf(ProxyConfig proxy)
    {
        if (proxy.LogLine is not { } line)
        {
            return null;
        }

        if (line.Format is { } custom)
        {
            return expressions.Format(line.Where, custom, RulePoints.Log, FormatUse.Log);
        }

        LogLineKind kind = line.Kind;
        if (proxy.Mode == ProxyMode.Tcp && kind is LogLineKind.Http or LogLineKind.HttpClf or LogLineKind.Https or LogLineKind.HttpJson)
        {
            expressions.Diagnostics.Warning(line.Where, 1, $"lines about HTTP cannot be written for '{proxy.Name}', which is in mode tcp: lines about the session are written instead", "write 'mode http', or choose a line about TCP");
            kind = LogLineKind.Tcp;
        }

        return expressions.Format(BuiltIn(line.Where, stages.LogFormats[kind]), 0, RulePoints.Log, FormatUse.Log);
    }

    private LogFormatPlan? Compile(FormatConfig? format, RulePoints point, FormatUse use = FormatUse.Log) =>
        format is null ? null : expressions.Format(format.Where, format.Format, point, use);

    /// <summary>A format of the table as if it were written on the line that asks for it.</summary>
    private static Statement BuiltIn(Statement where, string format) => where with { Raw = format, Words = [new Word(format, 1, format.Length)] };

    private LogSender SenderOf(ProxyConfig? proxy)
    {
        string? asked = configuration.Global.LogHostname;
        string tag = proxy?.LogTag ?? configuration.Global.LogTag ?? ProgramName;
        return new LogSender(string.IsNullOrEmpty(asked) ? Environment.MachineName : asked, asked is not null, tag, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    }
}
