using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Threading;
using Engine.Config.Model;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;

namespace Engine.Stages.Commands;

/// <summary>
/// <c>reload</c>: the configuration is read again and, when it has no error, put in place of the one in use, as SIGUSR2 does it. The answer
/// is that of HAProxy's master socket (MGT 9.4): "Success=1" or "Success=0", a line "--", then what there was to say.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A writer of text holds nothing.")]
internal sealed class ReloadCommand
{
    /// <summary>How often the client's loop looks whether it is done, ms.</summary>
    private const int LookMs = 5;

    private readonly Func<TextWriter, bool> _reload;
    private string _text = "";
    private bool _good;
    private volatile bool _isDone;

    private ReloadCommand(Func<TextWriter, bool> reload) => _reload = reload;

    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("hard-reload", "", "the same as reload, and whoever is served under the configuration before is cut off", ControlLevel.Admin, static call => Run(call, endsSessions: true)),
        new("reload", "", "read the configuration again and go over to it", ControlLevel.Admin, static call => Run(call, endsSessions: false)),
    ];

    private static IEnumerator<Slice>? Run(CommandCall call, bool endsSessions)
    {
        if (call.Place.IsStopping || call.Engine.Process.Reload is not { } reload)
        {
            return call.Refuse(call.Place.IsStopping ? "This process is stopping." : "There is no configuration to read again.");
        }

        return new ReloadCommand(reload).Steps(call, endsSessions);
    }

    /// <summary>All loops go over between two of their turns, the client's among them, so that none of them may wait for it.</summary>
    private IEnumerator<Slice> Steps(CommandCall call, bool endsSessions)
    {
        new Thread(Reload) { IsBackground = true, Name = "reload" }.Start();
        while (!_isDone)
        {
            yield return new Slice(LookMs);
        }

        if (_good && endsSessions)
        {
            call.Engine.EndSessions();
        }

        TextPage page = call.Page;
        page.Line(_good ? "Success=1" : "Success=0").Line("--");
        foreach (string line in _text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            page.Line(line);
            yield return Slice.Next;
        }
    }

    private void Reload()
    {
        using StringWriter report = new();
        try
        {
            _good = _reload(report);
        }
        catch (IOException e)
        {
            report.WriteLine("[ERROR] not reloaded: " + e.Message);
        }
        finally
        {
            _text = report.ToString();
            _isDone = true;
        }
    }
}
