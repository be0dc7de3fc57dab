using System;
using System.Globalization;
using Engine.Config.Text;
using Engine.Proxy.Logs;

namespace Engine.Proxy.Mail;

/// <summary>One mail to one mail server, as HAProxy words it. Immutable; made on any loop.</summary>
internal sealed class MailMessage
{
    private const string Subject = "[HAProxy Alert] ";

    private static readonly MailStep Goodbye = new(250, "QUIT\r\n"u8.ToArray(), "the mail");

    private readonly MailAlertPlan _plan;
    private readonly string _text;

    /// <param name="text">One line of printable characters, without full stop.</param>
    /// <param name="log">Where it is said when it is lost; null = nowhere.</param>
    internal MailMessage(MailAlertPlan plan, MailerPlan mailer, string text, ProxyLogPlan? log) => (_plan, Mailer, _text, Log) = (plan, mailer, text, log);

    internal MailerPlan Mailer { get; }

    internal ProxyLogPlan? Log { get; }

    /// <param name="utc">When it is sent.</param>
    internal MailStep[] Steps(DateTime utc) =>
    [
        Step(220, $"HELO {_plan.HostName}", "the connection"),
        Step(250, $"MAIL FROM:<{_plan.From}>", "HELO"),
        Step(250, $"RCPT TO:<{_plan.To}>", "MAIL FROM"),
        Step(250, "DATA", "RCPT TO"),
        Step(354, $"From: {_plan.From}\r\nTo: {_plan.To}\r\nDate: {DateOf(utc, TimeZoneInfo.Local)}\r\nSubject: {Subject}{_text}\r\n\r\n{_text}\r\n\r\n.", "DATA"),
        Goodbye,
    ];

    /// <summary>RFC 5322 section 3.3, with the name of the zone behind it where that is UTC: "Sat, 28 Nov 2026 11:33:01 +0000 (UTC)".</summary>
    internal static string DateOf(DateTime utc, TimeZoneInfo zone)
    {
        TimeSpan offset = zone.GetUtcOffset(utc);
        string sign = offset < TimeSpan.Zero ? "-" : "+";
        string name = offset == TimeSpan.Zero && zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime ? " (UTC)" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{utc + offset:ddd, dd MMM yyyy HH:mm:ss} {sign}{offset:hhmm}{name}");
    }

    private static MailStep Step(int code, string line, string name) => new(code, ByteText.ToBytes(line + "\r\n"), name);
}
