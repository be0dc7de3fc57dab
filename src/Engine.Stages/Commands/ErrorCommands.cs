using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;
using Engine.Http;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Stages.Commands;

/// <summary><c>show errors</c>: the last request and the last response of each proxy that was not HTTP (MGT 9.3).</summary>
internal static class ErrorCommands
{
    private const int LineBytes = 70;
    private const string Time = "dd/MMM/yyyy:HH:mm:ss.fff";

    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("show errors", "[<px>] [request|response]", "report last request and/or response errors for each proxy", ControlLevel.Operator, Show),
    ];

    private static IEnumerator<Slice>? Show(CommandCall call)
    {
        bool onlyRequests = call.Has("request");
        bool onlyResponses = call.Has("response");
        string name = call[0] is "request" or "response" ? "" : call[0];
        if (name.Length > 0 && Find(call, name) is null)
        {
            return call.Refuse("No such proxy.");
        }

        return Write(call, name, !onlyResponses, !onlyRequests);
    }

    private static SectionPlan? Find(CommandCall call, string name)
    {
        foreach (SectionPlan section in call.Plan.Sections)
        {
            if (section.Name == name || section.Id.ToString(CultureInfo.InvariantCulture) == name)
            {
                return section;
            }
        }

        return null;
    }

    private static IEnumerator<Slice> Write(CommandCall call, string name, bool requests, bool responses)
    {
        SectionPlan? only = name.Length > 0 ? Find(call, name) : null;
        List<(SectionPlan Section, InvalidMessage Message, bool IsRequest)> found = [];
        foreach (SectionPlan section in call.Plan.Sections)
        {
            if (only is not null && section != only)
            {
                continue;
            }

            if (requests && section.Frontend?.State.InvalidRequest.Last is { } request)
            {
                found.Add((section, request, true));
            }

            if (responses && section.Backend?.State.InvalidResponse.Last is { } response)
            {
                found.Add((section, response, false));
            }
        }

        string now = call.Place.Loop.Clock.UtcNow.ToLocalTime().ToString(Time, CultureInfo.InvariantCulture);
        call.Page.Text("Total events captured on [").Text(now).Text("] : ").Number(found.Count).Raw((byte)'\n');
        foreach ((SectionPlan section, InvalidMessage message, bool isRequest) in found)
        {
            WriteHead(call.Page, section, message, isRequest);
            for (int at = 0; at < message.Bytes.Length;)
            {
                at = WriteLine(call.Page, message.Bytes.Span, at);
                yield return Slice.Next;
            }
        }
    }

    private static void WriteHead(TextPage page, SectionPlan section, InvalidMessage message, bool isRequest)
    {
        page.Text(" \n[").Text(message.WhenUtc.ToLocalTime().ToString(Time, CultureInfo.InvariantCulture)).Text(isRequest ? "] frontend " : "] backend ").Text(section.Name).Text(" (#").Number(section.Id).Text("): invalid ").Line(isRequest ? "request" : "response");
        page.Text("  backend ").Text(message.Backend).Text(", server ").Text(message.Server).Text(", event #").Number(message.Event).Text(", src ").Line(message.Client.ToString());
        page.Text("  len ").Number(message.Bytes.Length).Text(", error: ").Line(HttpFaults.Of(message.Fault).Text);
        page.Line("  ");
    }

    /// <summary>One line of the message with its offset in front, up to its line end; what does not print is escaped. Where the next begins.</summary>
    private static int WriteLine(TextPage page, ReadOnlySpan<byte> bytes, int start)
    {
        page.Text("  ").Text(start.ToString("D5", CultureInfo.InvariantCulture)).Text("  ");
        int at = start;
        while (at < bytes.Length && at - start < LineBytes)
        {
            byte b = bytes[at++];
            switch (b)
            {
                case (byte)'\r':
                    page.Text("\\r");
                    break;
                case (byte)'\n':
                    page.Text("\\n\n");
                    return at;
                case (byte)'\t':
                    page.Text("\\t");
                    break;
                case (byte)'\\':
                    page.Text("\\\\");
                    break;
                case < (byte)' ' or > (byte)'~':
                    page.Text("\\x").Text(b.ToString("X2", CultureInfo.InvariantCulture));
                    break;
                default:
                    page.Raw(b);
                    break;
            }
        }

        page.Text(at < bytes.Length ? "+\n" : "\n");
        return at;
    }
}
