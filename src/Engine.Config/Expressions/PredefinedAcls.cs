using System;
using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Expressions;

/// <summary>ACL names that exist without a declaration (CFG 7.4), each with the test it stands for.</summary>
public static class PredefinedAcls
{
    internal static readonly IReadOnlyDictionary<string, string[]> All = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["FALSE"] = ["always_false"],
        ["HTTP"] = ["req.proto_http"],
        ["HTTP_1.0"] = ["req.ver", "-m", "str", "1.0"],
        ["HTTP_1.1"] = ["req.ver", "-m", "str", "1.1"],
        ["HTTP_2.0"] = ["req.ver", "-m", "str", "2.0"],
        ["HTTP_3.0"] = ["req.ver", "-m", "str", "3.0"],
        ["HTTP_CONTENT"] = ["req.hdr_val(content-length)", "gt", "0"],
        ["HTTP_URL_ABS"] = ["url_reg", "^[^/:]*://"],
        ["HTTP_URL_SLASH"] = ["url_beg", "/"],
        ["HTTP_URL_STAR"] = ["url", "*"],
        ["LOCALHOST"] = ["src", "127.0.0.1/8", "::1"],
        ["METH_CONNECT"] = ["method", "CONNECT"],
        ["METH_DELETE"] = ["method", "DELETE"],
        ["METH_GET"] = ["method", "GET", "HEAD"],
        ["METH_HEAD"] = ["method", "HEAD"],
        ["METH_OPTIONS"] = ["method", "OPTIONS"],
        ["METH_POST"] = ["method", "POST"],
        ["METH_PUT"] = ["method", "PUT"],
        ["METH_TRACE"] = ["method", "TRACE"],
        ["RDP_COOKIE"] = ["req.rdp_cookie_cnt", "gt", "0"],
        ["REQ_CONTENT"] = ["req.len", "gt", "0"],
        ["TRUE"] = ["always_true"],
        ["WAIT_END"] = ["wait_end"],
    };

    public static bool IsOne(string name) => All.ContainsKey(name);

    /// <summary>The test that a name stands for, as if it stood in this line.</summary>
    /// <returns>Null when an error was reported.</returns>
    public static AclTest? Parse(string name, Statement at, ExpressionContext context)
    {
        string[] definition = All[name];
        var words = new Word[definition.Length];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = new Word(definition[i], 1, 0);
        }

        return AclParser.Parse(new Statement(at.File, at.Line, at.Raw, words), 0, words.Length, context);
    }
}
