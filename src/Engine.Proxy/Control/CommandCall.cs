using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;
using Engine.Proxy.Loops;
using Engine.Proxy.Pages;
using Engine.Proxy.Plan;

namespace Engine.Proxy.Control;

/// <summary>One command as a client of the runtime API gave it.</summary>
public sealed class CommandCall
{
    /// <summary>Severities of syslog that answers have.</summary>
    public const int SeverityError = 3, SeverityWarning = 4, SeverityNotice = 5, SeverityInfo = 6;

    private readonly string[] _words;
    private readonly int _first;

    internal CommandCall(ControlSession session, string[] words, int first, string? payload)
    {
        Session = session;
        _words = words;
        _first = first;
        Payload = payload;
    }

    public ControlSession Session { get; }

    public ProxyEngine Engine => Session.Engine;

    public ProxyPlan Plan => Session.Engine.Plan;

    /// <summary>Where the answer is written.</summary>
    public TextPage Page => Session.Page;

    /// <summary>The loop that the command runs on.</summary>
    public ProxyLoop Place => Session.Place;

    /// <summary>Loop time, ms.</summary>
    public long NowMs => Session.Place.Loop.Clock.NowMs;

    /// <summary>What followed <c>&lt;&lt;</c>, without the empty line that ended it; null without.</summary>
    public string? Payload { get; }

    /// <summary>Words behind the command's name.</summary>
    public int Count => _words.Length - _first;

    /// <summary>The word of that number behind the command's name; "" when there is none.</summary>
    public string this[int argument] => _first + argument < _words.Length ? _words[_first + argument] : "";

    /// <summary>The words from that one on, with a space between.</summary>
    public string Rest(int argument) => argument >= Count ? "" : string.Join(' ', _words, _first + argument, Count - argument);

    /// <summary>True when one of the words behind the name is this.</summary>
    public bool Has(string word)
    {
        for (int i = 0; i < Count; i++)
        {
            if (this[i] == word)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The word as a number; false when it is none.</summary>
    public bool TryInteger(int argument, out long value) =>
        long.TryParse(this[argument], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    /// <summary>True when the client may do what that level may; else the client is told that it may not.</summary>
    public bool Allows(ControlLevel level)
    {
        if (Session.Level >= level)
        {
            return true;
        }

        Say(SeverityError, "Permission denied");
        return false;
    }

    /// <summary>A message: the whole answer, as a rule. Its severity stands in front when the client has asked for that.</summary>
    public IEnumerator<Slice>? Say(int severity, string message)
    {
        switch (Session.Severities)
        {
            case SeverityOutput.Number:
                Page.Raw((byte)'[').Number(severity).Text("]: ");
                break;
            case SeverityOutput.Word:
                Page.Raw((byte)'[').Text(SeverityNames[severity]).Text("]: ");
                break;
        }

        Page.Text(message);
        if (!message.EndsWith('\n'))
        {
            Page.Raw((byte)'\n');
        }

        return null;
    }

    /// <summary>What was asked for cannot be done.</summary>
    public IEnumerator<Slice>? Refuse(string message) => Say(SeverityError, message);

    private static readonly string[] SeverityNames = ["emerg", "alert", "crit", "error", "warning", "notice", "info", "debug"];
}
