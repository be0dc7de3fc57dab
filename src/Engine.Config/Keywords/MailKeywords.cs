using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Config.Values;
using ProxyRow = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;
using Row = Engine.Config.Keywords.Row<Engine.Config.Model.MailersConfig>;

namespace Engine.Config.Keywords;

/// <summary>The keywords of <c>mailers</c> sections (CFG 3.6), and those of proxy sections that say what is mailed by them.</summary>
internal static class MailKeywords
{
    private const SectionSet M = SectionSet.Mailers;
    private const SectionSet Both = SectionSet.Proxies;

    public static readonly KeywordTable<MailersConfig> Table = new(
    [
        Row.Built("mailer", M, Grammar.Of(Argument.Name("NAME"), Argument.Address(AddressRules.Mailer)), "A mail server that alerts are given to, by SMTP.", AddMailer),
        Row.Built("timeout mail", M, Grammar.Of(Argument.Time()), "Time for one mail, from the connection on (10s unless written).", static (mailers, c) => mailers.TimeoutMs = c.Int()),
    ]);

    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> ProxyRows =
    [
        ProxyRow.Built("email-alert from", Both, Grammar.Of(Argument.Text("ADDRESS")), "Whom mails about servers come from.", static (p, c) => Set(p, c, static (alerts, text) => alerts with { From = text })),
        ProxyRow.Built("email-alert to", Both, Grammar.Of(Argument.Text("ADDRESS")), "Whom mails about servers go to.", static (p, c) => Set(p, c, static (alerts, text) => alerts with { To = text })),
        ProxyRow.Built("email-alert mailers", Both, Grammar.Of(Argument.Name("MAILERS")), "The mailers section whose servers are given the mails.", static (p, c) => Set(p, c, (alerts, text) => alerts with { Mailers = text, MailersAt = c.At })),
        ProxyRow.Built("email-alert level", Both, Grammar.Of(Argument.Choice("LEVEL", "a level such as notice", LogLines.Levels)), "What is less urgent is not mailed (alert unless written).", static (p, c) => Set(p, c, static (alerts, text) => alerts with { Level = (LogLevel)Array.IndexOf(LogLines.Levels, text) })),
        ProxyRow.Built("email-alert myhostname", Both, Grammar.Of(Argument.Text("NAME")), "What this machine calls itself to mail servers (the system's name unless written).", static (p, c) => Set(p, c, static (alerts, text) => alerts with { HostName = text })),
    ];

    /// <summary>What can be judged when the sections of all files are known.</summary>
    public static void Check(IReadOnlyList<MailersConfig> sections, IReadOnlyList<ProxyBuilder> proxies, DiagnosticBag diagnostics)
    {
        List<string> names = [];
        foreach (MailersConfig section in sections)
        {
            names.Add(section.Name);
        }

        foreach (ProxyBuilder proxy in proxies)
        {
            if (proxy.Proxy.Alerts is not { } alerts)
            {
                continue;
            }

            if (!alerts.IsComplete)
            {
                diagnostics.Warning(alerts.Where, 0, $"nothing is mailed for {proxy.Title}: 'email-alert {MissingOf(alerts)}' is missing", "write 'email-alert from', 'email-alert to' and 'email-alert mailers', or none of them");
            }
            else if (!names.Contains(alerts.Mailers!))
            {
                diagnostics.Error(alerts.MailersAt!, 2, $"there is no mailers section '{alerts.Mailers}'", Suggest.Fix(alerts.Mailers!, names) ?? $"declare it: mailers {alerts.Mailers}");
            }
        }
    }

    private static string MissingOf(MailAlertConfig alerts) => alerts.From is null ? "from" : alerts.To is null ? "to" : "mailers";

    /// <summary>What is written goes into lines of SMTP (RFC 5321 section 4.5.3.1), which it must not end.</summary>
    private static void Set(ProxyBuilder proxy, KeywordCall call, Func<MailAlertConfig, string, MailAlertConfig> change)
    {
        if (call.Text().Length == 0 || call.Text().AsSpan().ContainsAnyInRange('\0', '\x1f') || call.Text().AsSpan().ContainsAny('<', '>', '\x7f'))
        {
            call.Error(call.Values[0].Word, $"'{call.Name}' takes no control characters and no angle brackets", $"write it as: {call.Name} {(call.Name.EndsWith("name", StringComparison.Ordinal) ? "proxy.example.com" : "admin@example.com")}");
            return;
        }

        proxy.Proxy.Alerts = change(proxy.Proxy.Alerts ?? new MailAlertConfig(call.At), call.Text()) with { Where = call.At };
    }

    private static void AddMailer(MailersConfig section, KeywordCall call)
    {
        foreach (MailerConfig known in section.Mailers)
        {
            if (known.Name == call.Text())
            {
                call.Error(call.Values[0].Word, $"mailers '{section.Name}' has '{known.Name}' twice", $"line {known.Where.Line} has the same name: rename one of them");
                return;
            }
        }

        AddressConfig address = call.Values[1].Addresses![0];
        if (address.Host is "" or "*")
        {
            call.Error(call.Values[1].Word, "a mail server needs an address", "write it as: mailer smtp1 192.0.2.1:25");
            return;
        }

        section.Mailers = [.. section.Mailers, new MailerConfig(call.At, call.Text(), address)];
    }
}
