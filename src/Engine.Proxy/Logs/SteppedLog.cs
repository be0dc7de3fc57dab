using Engine.Config.Model;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Logs;

/// <summary>Lines about an exchange where its section has <c>log-steps</c>, or targets with profiles (CFG 4.2, 8.3.5): at several steps, and not the same for each target.</summary>
internal static class SteppedLog
{
    /// <summary>The exchange begins.</summary>
    internal static void OnAccept(Exchange exchange, ProxyLogPlan log)
    {
        foreach (SteppedTarget target in log.Steps!.Targets)
        {
            if (target.SaysConnect)
            {
                AccessLog.WriteConnect(exchange.Place, exchange.Client, log, target.Target);
            }
        }

        OnStep(exchange, log, LogSteps.Accept);
    }

    /// <summary>On the way: request, connect, response.</summary>
    internal static void OnStep(Exchange exchange, ProxyLogPlan log, LogSteps step)
    {
        if ((log.Steps!.Steps & step) != 0 && !exchange.Record.IsSilent && !exchange.IsMonitor)
        {
            Write(exchange, log.Steps, step, exchange.Record.Level ?? LogLevel.Info);
        }
    }

    /// <summary>It is over, or begins to answer (<c>option logasap</c>, the step response).</summary>
    internal static void OnEnd(Exchange exchange, ProxyLogPlan log)
    {
        AccessRecord record = exchange.Record;
        SteppedLogPlan plan = log.Steps!;
        if (record.IsPartial && (plan.Steps & LogSteps.Response) != 0)
        {
            OnStep(exchange, log, LogSteps.Response);
            return;
        }

        bool broughtRequest = record.HasRequestOrSession && exchange.Client.StartFault is null;
        LogSteps step = broughtRequest ? LogSteps.Close : LogSteps.Error;
        bool isWanted = (plan.Steps & step) != 0 || (!broughtRequest && (plan.Steps & LogSteps.Close) != 0);
        if (!isWanted || record.IsWritten || record.IsSilent || exchange.IsMonitor)
        {
            return;
        }

        record.IsWritten = true;
        bool skipsEmpty = log.SkipsEmpty || (exchange.Frontend.IgnoreProbes && !broughtRequest);
        bool isNormal = (log.SkipsNormal || log.RaisesErrors) && broughtRequest && record.IsNormal;
        if ((skipsEmpty && record.BytesFromClient == 0) || (isNormal && log.SkipsNormal))
        {
            return;
        }

        Write(exchange, plan, step, record.Level ?? (log.RaisesErrors && !isNormal ? LogLevel.Err : LogLevel.Info));
    }

    private static void Write(Exchange exchange, SteppedLogPlan plan, LogSteps step, LogLevel level)
    {
        LoopLog loop = exchange.Place.Log;
        foreach (SteppedTarget target in plan.Targets)
        {
            (LogFormatPlan? format, LogFormatPlan? structured) = target[step];
            if (format is null || (target.Drops & step) != 0)
            {
                continue;
            }

            SampleContext context = new(exchange, RulePoints.Log) { IsFinal = true };
            context.Scratch.Clear();
            LineWriter line = new(loop.LineRoom);
            format.Write(context, ref line);
            LineWriter data = new(loop.DataRoom);
            structured?.Write(context, ref data);
            loop.SendTo(target.Target, level, line.Line, data.Line);
        }
    }
}
