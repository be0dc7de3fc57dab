using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Text;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.Proxy.Plan;
using Engine.Proxy.Tracing;
using Engine.Stages;
using Weir.Invocation;
using Weir.Life;
using Weir.Native;

namespace Weir.Tools;

/// <summary><c>weir trace FILE 'GET /path'</c>: what would become of a request, by the plan and the rule engine that serve, without a byte sent.</summary>
internal static class TraceTool
{
    public static IReadOnlyList<(string Option, string Text)> Options { get; } =
    [
        ("-H 'NAME: VALUE'", "a header field; may be repeated (Host: localhost unless given)"),
        ("--src ADDRESS", "the client's address (192.0.2.1 unless given)"),
        ("--dst ADDRESS:PORT", "the address the client connects to; it chooses the frontend (the first one unless given)"),
        ("--tls", "the client comes through TLS"),
    ];

    /// <returns>0 when the request would reach a server or a rule answers it, 1 when it would fail or the configuration is refused.</returns>
    public static int Run(string[] words, ToolOutput output)
    {
        if (!TraceWords.TryRead(words, out TraceWords? asked, out string error))
        {
            return ToolTable.Refuse("trace", error, output);
        }

        var findings = new DiagnosticBag();
        var options = new Options { Purpose = Purpose.Check };
        options.Files.Add(asked.File);
        Configuration configuration = ConfigurationSource.Read(options, findings);
        ProxyPlan? plan = findings.Errors == 0 ? PlanCompiler.Compile(configuration, BuiltInStages.Catalog, findings) : null;
        if (plan is null)
        {
            new DiagnosticRenderer(output.Errors).Write(findings);
            return 1;
        }

        if (Entry.Find(plan, asked) is not { } entry)
        {
            output.Errors.WriteLine(asked.Destination is { } dst ? $"[ERROR] nothing listens at {dst}" : "[ERROR] nothing listens: there is no 'bind' line");
            return 1;
        }

        TraceReport report = Trace(plan, asked, entry);
        Write(report, asked, entry, output.Text);
        return report.Server is null && report.Answer.Length == 0 ? 1 : 0;
    }

    private static TraceReport Trace(ProxyPlan plan, TraceWords asked, Entry entry)
    {
        IPEndPoint destination = asked.Destination ?? entry.Address;
        byte[] request = asked.ToBytes();
        return RequestTrace.Run(plan, new TraceRequest(entry.Frontend, entry.Listener, EndpointAddress.FromIP(asked.Source, TraceWords.SourcePort), EndpointAddress.FromIP(destination.Address, destination.Port))
        {
            IsTls = asked.IsTls,
            Descriptor = FilledPair.Open(request),
        });
    }

    private static void Write(TraceReport report, TraceWords asked, Entry entry, TextWriter text)
    {
        text.WriteLine($"{asked.RequestLine} from {asked.Source}, at {entry.Listener.Place} of frontend {entry.Frontend.Name}{(asked.IsTls ? ", through TLS" : "")}");
        foreach (TraceStep step in report.Steps)
        {
            string place = step.Where is { } where ? string.Create(CultureInfo.InvariantCulture, $"{where.Line,5}  {ByteText.ToUnicode(where.Raw.Trim())}") : "";
            string note = step.Text.Length > 0 && step.Where is not null ? $"  ({step.Text})" : "";
            text.WriteLine(step.Kind switch
            {
                TraceKind.Ruleset => $"  {step.Text}",
                TraceKind.Match => $"    yes {place}{note}",
                TraceKind.NoMatch => $"    no  {place}{note}",
                TraceKind.NotReached => $"    -   {place}  (not reached)",
                _ => $"  => {step.Text}",
            });
        }

        if (report.Server is not null)
        {
            text.WriteLine($"  => {report.Backend}/{report.Server} at {report.ServerAddress ?? "the address that the client connected to"}");
        }

        if (report.Reason is { } reason)
        {
            text.WriteLine($"  => no server: {reason}");
        }

        WriteBytes(report.Head, "would be sent to the server:", text);
        WriteBytes(report.Answer, $"would be answered with {report.Status}:", text);
    }

    private static void WriteBytes(byte[] head, string title, TextWriter text)
    {
        if (head.Length == 0)
        {
            return;
        }

        text.WriteLine(title);
        foreach (string line in Encoding.Latin1.GetString(head).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            text.WriteLine($"  {ByteText.ToUnicode(line)}");
        }
    }

    /// <summary>Where the request comes in.</summary>
    /// <param name="Address">An address of the listener, for requests that name none.</param>
    private sealed record Entry(FrontendPlan Frontend, ListenerPlan Listener, IPEndPoint Address)
    {
        public static Entry? Find(ProxyPlan plan, TraceWords asked)
        {
            Entry? fallback = null;
            foreach (FrontendPlan frontend in plan.Frontends)
            {
                foreach (ListenerPlan listener in frontend.Listeners)
                {
                    IPEndPoint? address = listener.Endpoint is { } endpoint && IPEndPoint.TryParse(endpoint.ToString(), out IPEndPoint? ip) ? ip : null;
                    if (asked.Destination is { } wanted)
                    {
                        bool isThere = address is not null && address.Port == wanted.Port && (address.Address.Equals(wanted.Address) || address.Address.Equals(IPAddress.Any) || address.Address.Equals(IPAddress.IPv6Any));
                        if (isThere)
                        {
                            return new Entry(frontend, listener, wanted);
                        }

                        continue;
                    }

                    var entry = new Entry(frontend, listener, address ?? new IPEndPoint(IPAddress.Loopback, 80));
                    if ((listener.Tls is not null) == asked.IsTls)
                    {
                        return entry;
                    }

                    fallback ??= entry;
                }
            }

            return fallback;
        }
    }
}
