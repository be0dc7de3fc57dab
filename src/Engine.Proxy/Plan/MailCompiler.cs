using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.Proxy.Mail;

namespace Engine.Proxy.Plan;

/// <summary>Compiles mailers sections, whose names are resolved here, and what sections have mailed by them.</summary>
internal sealed class MailCompiler
{
    private readonly Dictionary<string, MailerPlan[]> _mailers = [];

    internal MailCompiler(IReadOnlyList<MailersConfig> sections, DiagnosticBag diagnostics)
    {
        foreach (MailersConfig section in sections)
        {
            List<MailerPlan> mailers = [];
            foreach (MailerConfig mailer in section.Mailers)
            {
                if (Resolve(mailer, diagnostics) is { } endpoint)
                {
                    mailers.Add(new MailerPlan($"{section.Name}/{mailer.Name}", endpoint, section.TimeoutMs));
                }
            }

            _mailers[section.Name] = [.. mailers];
        }
    }

    /// <summary>Null when nothing is mailed.</summary>
    internal MailAlertPlan? Of(ProxyConfig proxy)
    {
        if (proxy.Alerts is not { IsComplete: true } alerts || !_mailers.TryGetValue(alerts.Mailers!, out MailerPlan[]? mailers) || mailers.Length == 0)
        {
            return null;
        }

        return new MailAlertPlan { From = alerts.From!, To = alerts.To!, HostName = alerts.HostName ?? Environment.MachineName, LevelMax = alerts.Level, Mailers = mailers };
    }

    private static SocketEndpoint? Resolve(MailerConfig mailer, DiagnosticBag diagnostics)
    {
        SocketFamily family = mailer.Address.Family switch
        {
            AddressFamily.IPv4 => SocketFamily.IPv4,
            AddressFamily.IPv6 => SocketFamily.IPv6,
            _ => SocketFamily.Unspecified,
        };
        if (EndpointResolver.TryResolve(mailer.Address.Host, mailer.Address.FirstPort, family, out IReadOnlyList<SocketEndpoint>? endpoints, out string? error))
        {
            return endpoints[0];
        }

        diagnostics.Error(mailer.Where, 2, error);
        return null;
    }
}
