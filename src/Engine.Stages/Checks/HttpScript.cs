using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Health;
using Engine.Proxy.Logs;

namespace Engine.Stages.Checks;

/// <summary>
/// Compiles the http-check lines of a section. The request of <c>option httpchk</c> is what the first connection sends unless a send line
/// says otherwise; the last answer must be 2xx or 3xx unless an expect line says otherwise.
/// </summary>
internal sealed class HttpScript
{
    private static readonly string[] SendWords = ["meth", "uri", "uri-lf", "ver", "hdr", "body", "body-lf", "comment"];

    private readonly CheckArguments _arguments;
    private readonly HttpRequestParts _option;
    private readonly ScriptLines _lines;
    private readonly List<CheckStep> _steps = [];
    private readonly bool _sendsState;

    /// <summary>True once the request of the option was sent, or changed by a send line.</summary>
    private bool _optionIsUsed;

    private HttpScript(CheckArguments arguments, HttpRequestParts option)
    {
        _arguments = arguments;
        _option = option;
        _lines = new ScriptLines(arguments);
        _sendsState = arguments.Proxy.Options.GetValueOrDefault("check-sends-state");
    }

    /// <summary>Null after an error.</summary>
    internal static List<CheckStep>? Compile(CheckArguments arguments, HttpRequestParts option) => new HttpScript(arguments, option).Compile();

    private List<CheckStep>? Compile()
    {
        bool good = true;
        foreach (CheckLineConfig line in _arguments.Proxy.Health.HttpLines)
        {
            CheckStep? step = _lines.Read(line, out bool isCommon, out bool failed);
            if (!isCommon)
            {
                CheckWords words = new(line, _arguments);
                step = line.Action == "send" ? Send(words) : HttpExpects.Read(words, _lines.Number, _lines.LastComment);
                failed = words.Failed;
            }

            good &= !failed;
            if (step is not null)
            {
                Add(step);
            }
        }

        SendOption();
        if (_steps[^1] is not ExpectStep)
        {
            _steps.Add(new StatusStep(StatusStep.Good, inverted: false));
        }

        return good ? _steps : null;
    }

    private void Add(CheckStep step)
    {
        if (step is ExpectStep || (step is ConnectStep && _steps.Exists(static known => known is ConnectStep)))
        {
            SendOption();
        }

        _steps.Add(step);
    }

    /// <summary>Nothing was sent so far: the option's request is.</summary>
    private void SendOption()
    {
        if (!_optionIsUsed)
        {
            _optionIsUsed = true;
            _steps.Add(new HttpSendStep(_option, _sendsState));
        }
    }

    private HttpSendStep Send(CheckWords words)
    {
        HttpRequestParts parts = _optionIsUsed ? new HttpRequestParts() : _option.Copy();
        _optionIsUsed = true;
        bool hasFields = false;
        string? comment = null;
        while (!words.Failed && words.TryWord(out string word))
        {
            switch (word)
            {
                case "comment":
                    comment = words.Value(word);
                    break;
                case "hdr":
                    if (!hasFields)
                    {
                        parts.Fields.Clear();
                    }

                    hasFields = true;
                    AddField(words, parts);
                    break;
                default:
                    Take(word, words, parts);
                    break;
            }
        }

        return new HttpSendStep(parts, _sendsState) { Number = _lines.Number, Comment = comment, NearComment = comment ?? _lines.LastComment };
    }

    private static void Take(string word, CheckWords words, HttpRequestParts parts)
    {
        switch (word)
        {
            case "meth":
                parts.Method = ByteText.ToBytes(words.Value(word));
                break;
            case "uri":
                parts.Uri = LogFormatPlan.Constant(ByteText.ToBytes(words.Value(word)));
                break;
            case "uri-lf":
                parts.Uri = words.Format(word) ?? parts.Uri;
                break;
            case "body":
                parts.Body = LogFormatPlan.Constant(ByteText.ToBytes(words.Value(word)));
                break;
            case "body-lf":
                parts.Body = words.Format(word) ?? parts.Body;
                break;
            case "ver":
                parts.Version = words.Value(word);
                if (!words.Failed && parts.Version is not ("HTTP/1.0" or "HTTP/1.1"))
                {
                    words.Error($"'{parts.Version}' is no version that checks are sent with", "write HTTP/1.0 or HTTP/1.1");
                }

                break;
            default:
                words.Unknown(SendWords);
                break;
        }
    }

    private static void AddField(CheckWords words, HttpRequestParts parts)
    {
        string name = words.Value("hdr");
        LogFormatPlan? value = words.Failed ? null : words.Format("hdr");
        if (value is null)
        {
            return;
        }

        // CFG 4.2 http-check send: the length is that of the body, and the connection is closed.
        if (name.Equals("content-length", StringComparison.OrdinalIgnoreCase) || name.Equals("transfer-encoding", StringComparison.OrdinalIgnoreCase) || name.Equals("connection", StringComparison.OrdinalIgnoreCase))
        {
            words.Error($"the header '{name}' of a check is the engine's own", "remove it");
            return;
        }

        parts.Fields.Add((ByteText.ToBytes(name), value));
    }
}
