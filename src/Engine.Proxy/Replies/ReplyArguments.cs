using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Engine.Config.Text;
using Engine.Proxy.Logs;
using Engine.Proxy.Rules;

namespace Engine.Proxy.Replies;

/// <summary>
/// The parameters that <c>return</c>, <c>deny</c>, <c>tarpit</c> and <c>http-error</c> share (CFG 4.4 return): a status, and a body
/// from a string, a file or an error page, with header fields.
/// </summary>
public sealed class ReplyArguments
{
    private const int StatusMin = 200;
    private const int StatusMax = 599;

    private readonly RuleArguments _arguments;
    private readonly List<ReplyField> _fields = [];
    private int _status;
    private string? _contentType;
    private LogFormatPlan? _body;
    private ReplyPlan? _whole;
    private string? _section;

    /// <summary>True exactly when <c>status</c> is written: a reply is described then, if only by that. <c>deny_status</c> asks for the error page (CFG 4.4 deny).</summary>
    private bool _saysStatus;

    /// <summary>The word that says where the body comes from; null before.</summary>
    private string? _source;

    private ReplyArguments(RuleArguments arguments, int status)
    {
        _arguments = arguments;
        _status = status;
    }

    /// <summary>Reads to the end of the rule. Without any parameter but <c>deny_status</c>, the answer is the error page of that status.</summary>
    /// <param name="status">When none is written.</param>
    /// <returns>False after an error was reported.</returns>
    public static bool TryRead(RuleArguments arguments, int status, [NotNullWhen(true)] out ReplyChoice? choice)
    {
        ReplyArguments reader = new(arguments, status);
        while (!arguments.Failed && arguments.TryWord(out string word))
        {
            reader.Take(word);
        }

        choice = arguments.Failed ? null : reader.Finish();
        return choice is not null;
    }

    private void Take(string word)
    {
        switch (word)
        {
            case "status" or "deny_status":
                _status = _arguments.Status(word, StatusMin, StatusMax);
                _saysStatus |= word == "status";
                break;
            case "content-type":
                _contentType = _arguments.Value(word);
                break;
            case "hdr":
                string name = _arguments.FieldName(word);
                LogFormatPlan? value = _arguments.Failed ? null : _arguments.Format(word);
                AddField(name, value);
                break;
            case "default-errorfiles" or "errorfile" or "errorfiles" or "string" or "lf-string" or "file" or "lf-file":
                TakeSource(word);
                break;
            default:
                _arguments.Reject($"unknown parameter '{word}' of '{_arguments.Action}'", "it takes: status, content-type, string, lf-string, file, lf-file, errorfile, errorfiles, default-errorfiles, hdr");
                break;
        }
    }

    private void AddField(string name, LogFormatPlan? value)
    {
        if (value is null)
        {
            return;
        }

        // How long the reply is and how its connection goes on is decided where it is sent.
        if (name.ToUpperInvariant() is "CONTENT-LENGTH" or "TRANSFER-ENCODING" or "CONNECTION" or "KEEP-ALIVE")
        {
            _arguments.Reject($"'hdr' cannot set '{name}': the engine writes it itself", "remove it");
            return;
        }

        _fields.Add(new ReplyField(name, value));
    }

    private void TakeSource(string word)
    {
        if (_source is not null)
        {
            _arguments.Reject($"'{word}' stands beside '{_source}', but a reply has one body", "keep one of them");
            return;
        }

        _source = word;
        switch (word)
        {
            case "errorfile":
                byte[]? response = ReadFile(word);
                _whole = response is null ? null : WholeOf(response);
                break;
            case "errorfiles":
                _section = _arguments.Value(word);
                break;
            case "string":
                _body = LogFormatPlan.Constant(ByteText.ToBytes(_arguments.Value(word)));
                break;
            case "lf-string":
                _body = _arguments.Format(word, FormatUse.Body);
                break;
            case "file":
                _body = ReadFile(word) is { } content ? LogFormatPlan.Constant(content) : null;
                break;
            case "lf-file":
                _body = ReadFile(word) is { } format ? _arguments.FormatOf(ByteText.FromBytes(format), FormatUse.Body) : null;
                break;
        }
    }

    private ReplyChoice? Finish()
    {
        bool isWhole = _source is "errorfile" or "errorfiles" or "default-errorfiles";
        if (isWhole && (_fields.Count > 0 || _contentType is not null))
        {
            _arguments.Warn($"'{(_fields.Count > 0 ? "hdr" : "content-type")}' has no effect beside '{_source}', which is a whole reply", "remove it");
        }

        if (_whole is not null)
        {
            return new ReplyChoice(_status, _whole);
        }

        if (_section is not null)
        {
            return OfSection(_section);
        }

        if (_source == "default-errorfiles" || (_source is null && _fields.Count == 0 && _contentType is null && !_saysStatus && _arguments.Action != "return"))
        {
            return new ReplyChoice(_status, null);
        }

        return CanHaveBody() ? new ReplyChoice(_status, ReplyPlan.Of(_status, _contentType, _fields, _body)) : null;
    }

    private bool CanHaveBody()
    {
        if (_body is null)
        {
            if (_contentType is not null)
            {
                _arguments.Warn("'content-type' has no effect without a body", "add a body with 'string' or 'file', or remove it");
            }

            return true;
        }

        // RFC 9110 section 6.4.1: these end with their head.
        if (_status is 204 or 304)
        {
            _arguments.Reject($"a reply with status {_status} has no body", $"remove '{_source}'");
        }
        else if (_contentType is null && !(_body.IsConstant && _body.Render(default).IsEmpty))
        {
            // Without a type it could be taken for anything.
            _arguments.Reject("a body needs its 'content-type'", "add, for example, content-type text/plain");
        }

        return !_arguments.Failed;
    }

    private ReplyChoice? OfSection(string name)
    {
        if (!_arguments.Compiler.Names.HttpErrors.TryGetValue(name, out ErrorReplies? section))
        {
            _arguments.Reject($"there is no http-errors section named '{name}'", "declare it, or correct the name");
            return null;
        }

        if (section.Find(_status) is not { } plan)
        {
            _arguments.Warn($"the http-errors section '{name}' has no reply for status {_status}, so the error page of that status is sent", $"add to that section: errorfile {_status} FILE");
            return new ReplyChoice(_status, null);
        }

        return new ReplyChoice(_status, plan);
    }

    private ReplyPlan? WholeOf(byte[] response)
    {
        LocalReply? reply = ErrorReplyCompiler.OfFile(response, _arguments.Where, _arguments.LastWord, _arguments.Compiler.Diagnostics);
        if (reply is null)
        {
            _arguments.Fail();
        }

        return reply is null ? null : new ReplyPlan(reply);
    }

    private byte[]? ReadFile(string parameter)
    {
        string path = _arguments.Value(parameter);
        if (_arguments.Failed)
        {
            return null;
        }

        if (path == "/dev/null")
        {
            return [];
        }

        if (!_arguments.Compiler.Files.TryRead(path, out byte[] content, out string reason))
        {
            _arguments.Reject($"cannot read '{path}': {reason}");
            return null;
        }

        return content;
    }
}
