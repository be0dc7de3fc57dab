using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;

namespace Engine.Stages.Actions;

/// <summary>
/// The parameters that <c>return</c> and <c>deny</c> share (CFG 4.4 return): status, content-type, a body from a string or a
/// file, and header fields.
/// </summary>
internal static class ReplyArguments
{
    /// <summary>Null after an error was reported. Without any parameter but the status, <paramref name="isPlain"/> is true.</summary>
    internal static LocalReply? Read(RuleArguments arguments, (int Default, int Min, int Max) status, out bool isPlain)
    {
        int code = status.Default;
        string? contentType = null;
        byte[]? body = null;
        List<(string Name, string Value)> fields = [];
        isPlain = true;
        while (arguments.TryWord(out string word))
        {
            isPlain &= word is "status" or "deny_status";
            switch (word)
            {
                case "status" or "deny_status":
                    code = arguments.Status(word, status.Min, status.Max);
                    break;
                case "content-type":
                    contentType = FieldValue(arguments, word);
                    break;
                case "string":
                    body = Encoding.Latin1.GetBytes(arguments.Value(word));
                    break;
                case "file":
                    body = ReadFile(arguments, word);
                    break;
                case "hdr":
                    string name = arguments.FieldName(word);
                    fields.Add((name, FieldValue(arguments, word)));
                    break;
                case "default-errorfiles":
                    isPlain = true;
                    break;
                case "errorfile" or "errorfiles" or "lf-file" or "lf-string":
                    arguments.Reject($"'{word}' is known, but not supported yet", "use 'string' or 'file'");
                    break;
                default:
                    arguments.Reject($"unknown parameter '{word}' of '{arguments.Action}'", "it takes: status, content-type, string, file, hdr");
                    break;
            }
        }

        if (body is { Length: > 0 } && contentType is null && !arguments.Failed)
        {
            // Said where the body was given: without a type it could be taken for anything.
            arguments.Reject("a body needs its 'content-type'", "add, for example, content-type text/plain");
        }

        return arguments.Failed ? null : Render(code, contentType, fields, body ?? []);
    }

    private static LocalReply Render(int code, string? contentType, List<(string Name, string Value)> fields, byte[] body)
    {
        ReplyBuilder builder = new(code);
        if (contentType is not null && body.Length > 0)
        {
            builder.Field("Content-Type", contentType);
        }

        foreach ((string name, string value) in fields)
        {
            builder.Field(name, value);
        }

        return builder.Body(body);
    }

    private static string FieldValue(RuleArguments arguments, string parameter)
    {
        string value = arguments.Value(parameter);
        if (value.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
        {
            arguments.Reject("a header value cannot hold CR, LF or NUL");
        }
        else if (value.Contains("%[", StringComparison.Ordinal) || value.Contains('%', StringComparison.Ordinal))
        {
            arguments.Reject("log-format expressions are known, but not supported yet here");
        }

        return value;
    }

    private static byte[]? ReadFile(RuleArguments arguments, string parameter)
    {
        string path = arguments.Value(parameter);
        if (arguments.Failed)
        {
            return null;
        }

        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            arguments.Reject($"cannot read '{path}': {error.Message}");
            return null;
        }
    }
}
