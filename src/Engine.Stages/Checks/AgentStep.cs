using System;
using Engine.Config.Text;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary>
/// Reads the one line of an agent (CFG 5.2 agent-check): words separated by spaces, tabs or commas, in any order: <c>75%</c>,
/// <c>maxconn:30</c>, <c>ready drain maint</c>, <c>up down failed stopped</c>, and behind # a message.
/// </summary>
internal sealed class AgentStep : ExpectStep
{
    public override ExpectVerdict Judge(CheckRun run, bool isLast)
    {
        ReadOnlySpan<byte> received = run.Received;
        int end = received.IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0 && !isLast)
        {
            return ExpectVerdict.Wait;
        }

        if (received.IsEmpty)
        {
            return ExpectVerdict.End(CheckStatus.Layer7Invalid, "the agent said nothing");
        }

        AgentReport report = AgentReport.Read(ByteText.FromBytes(end < 0 ? received : received[..end]));
        string? warning = report.Apply(run.Server);
        if (report.Health is { } health)
        {
            bool leavesRoom = report.Message.Length == 0 || report.Status == CheckStatus.Layer7Passed;
            string message = leavesRoom && (report.Error ?? warning) is { } worse ? worse : report.Message;
            return ExpectVerdict.End(report.Status, message.Length == 0 ? $"via agent : {health}" : $"via agent : {health} ({message})");
        }

        string? odd = report.Error is not null ? $"agent reports an error : {report.Error}" : warning is not null ? $"agent warns : {warning}" : null;
        return ExpectVerdict.End(CheckStatus.Checked, odd);
    }
}
