using System;
using System.Diagnostics;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Logs;
using Weir.Tests.Processes;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Mail;

/// <summary>A proxy, ours or another, that mails what becomes of its server to a mail server which the test plays by hand.</summary>
internal sealed class MailStand : IDisposable
{
    private readonly Workplace _place = new();
    private readonly int _console = Ports.Free();
    private WeirProcess? _process;

    public Origin Mailer { get; } = new();

    /// <summary>A second mail server, for configurations that name it.</summary>
    public Origin Other { get; } = new();

    public SyslogReceiver Log { get; } = SyslogReceiver.Udp();

    /// <param name="alerts">Lines of backend b.</param>
    /// <param name="mailers">Lines of the mailers section.</param>
    /// <param name="server">Options of server s, which listens nowhere.</param>
    /// <param name="program">Null for ours.</param>
    public static async Task<MailStand> StartAsync(string alerts = "email-alert level notice", Func<MailStand, string>? mailers = null, string server = "", string? program = null)
    {
        MailStand stand = new();
        string file = stand.Write(alerts, mailers, server);
        stand._process = program is null ? WeirProcess.Start("-db", "-f", file) : WeirProcess.StartBy(program, "-db", "-f", file);
        long start = Stopwatch.GetTimestamp();
        while (!Ports.IsListening(stand._console))
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Wire.Patience, "the proxy does not listen");
            await Task.Delay(20);
        }

        return stand;
    }

    /// <summary>Takes the next mail as a mail server does, and says what came.</summary>
    /// <param name="greeting">Of the server.</param>
    public async Task<string> TakeMailAsync(string greeting = "220 mx ESMTP\r\n")
    {
        using Wire wire = await Mailer.AcceptAsync();
        await wire.SendAsync(greeting);
        string all = await AnswerAsync(wire, "\r\n", "250 mx\r\n");
        all += await AnswerAsync(wire, "\r\n", "250 sender ok\r\n");
        all += await AnswerAsync(wire, "\r\n", "250 recipient ok\r\n");
        all += await AnswerAsync(wire, "\r\n", "354 go on\r\n");
        all += await AnswerAsync(wire, "\r\n.\r\n", "250 queued\r\n");
        all += await AnswerAsync(wire, "\r\n", "221 bye\r\n");
        await wire.ExpectGoneAsync();
        return all;
    }

    /// <summary>The answer of the runtime API to a line.</summary>
    public async Task<string> CommandAsync(string line)
    {
        using Wire wire = await Wire.ConnectAsync(_console);
        await wire.SendAsync(line + "\n");
        return await wire.ReceiveUntilEndAsync();
    }

    /// <summary>The proxy reads another configuration.</summary>
    public async Task ReloadAsync(string alerts)
    {
        Write(alerts, null, "");
        Assert.StartsWith("Success=1\n", await CommandAsync("reload"), StringComparison.Ordinal);
    }

    /// <summary>Lines of the log up to one with that text, which is returned.</summary>
    public async Task<string> LoggedAsync(string text)
    {
        while (true)
        {
            string line = await Log.ReceiveAsync();
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }
    }

    /// <summary>A soft stop: the exit status.</summary>
    public int Stop()
    {
        _process!.Signal(Native.ProcessCalls.SigUsr1);
        return _process.WaitForExit();
    }

    public void Dispose()
    {
        _process?.Dispose();
        Mailer.Dispose();
        Other.Dispose();
        Log.Dispose();
        _place.Dispose();
    }

    private static async Task<string> AnswerAsync(Wire wire, string end, string answer)
    {
        string said = await wire.ReceiveThroughAsync(end);
        await wire.SendAsync(answer);
        return said;
    }

    private string Write(string alerts, Func<MailStand, string>? mailers, string server) => _place.Write("mail.cfg", $"""
        global
            nbthread 2
            stats socket ipv4@127.0.0.1:{_console} level admin
            log {Log.Address} format raw local0
        defaults
            mode http
            log global
            timeout connect 10s
            timeout client 30s
            timeout server 30s
        mailers post
            {mailers?.Invoke(this) ?? $"mailer one 127.0.0.1:{Mailer.Port}"}
        frontend f
            bind 127.0.0.1:{_place.Port}
            default_backend b
        backend b
            email-alert mailers post
            email-alert from proxy@a.example
            email-alert to staff@b.example
            email-alert myhostname edge.example
            {alerts.Replace("\n", "\n    ", StringComparison.Ordinal)}
            server s 127.0.0.1:1 {server}

        """);
}
