using System;
using System.IO;
using Engine.Config.Manual;
using Engine.Proxy.Control;
using Weir.Invocation;

namespace Weir.Tools;

/// <summary><c>weir man</c>: the manual page weir(1), made from the option table, the tool table, the keyword rows and the command rows.</summary>
internal static class ManTool
{
    public static int Run(string[] words, ToolOutput output)
    {
        if (words.Length > 0)
        {
            return ToolTable.Refuse("man", $"unexpected '{words[0]}'", output);
        }

        Write(output.Text);
        return 0;
    }

    private static void Write(TextWriter text)
    {
        text.WriteLine($".TH WEIR 1 \"{VersionText.Released.Replace('/', '-')}\" \"weir {VersionText.Own}\" \"User Commands\"");
        text.WriteLine(".SH NAME");
        text.WriteLine("weir \\- HTTP/1.1 and TCP reverse proxy and load balancer that runs haproxy.cfg");
        text.WriteLine(".SH SYNOPSIS");
        text.WriteLine(".B weir\n\\-f FILE [OPTION...] [\\-\\- FILE...]\n.br\n.B weir\n\\-c \\-f FILE\n.br\n.B weir demo\n[\\-\\-port N]");
        foreach (ToolRow tool in ToolTable.Rows)
        {
            text.WriteLine($".br\n.B weir {tool.Name}\n{Escape(tool.Usage)}".TrimEnd());
        }

        text.WriteLine(".SH DESCRIPTION");
        text.WriteLine("Weir reads the configuration that HAProxy's users already have, serves what it says, and refuses with the line and the likely fix what it cannot do. Its options are HAProxy's.");
        text.WriteLine(".SH OPTIONS");
        foreach (OptionRow row in OptionTable.Rows)
        {
            WriteItem(text, row.Arity == OptionArity.Glued ? row.Name + row.ValueName : $"{row.Name} {row.ValueName}".TrimEnd(), row.Documentation);
        }

        text.WriteLine(".SH TOOLS");
        foreach (ToolRow tool in ToolTable.Rows)
        {
            WriteItem(text, $"weir {tool.Name} {tool.Usage}".TrimEnd(), tool.Documentation);
            foreach ((string option, string meaning) in tool.Options)
            {
                text.WriteLine(".RS");
                WriteItem(text, option, meaning);
                text.WriteLine(".RE");
            }
        }

        WriteSignals(text);
        WriteLanguage(text);
        text.WriteLine(".SH RUNTIME API");
        text.WriteLine("Commands that a \\fBstats socket\\fR takes.");
        foreach (CommandRow command in Manual.Commands)
        {
            WriteItem(text, $"{command.Name} {command.Arguments}".TrimEnd(), command.Documentation);
        }

        text.WriteLine(".SH EXIT STATUS");
        text.WriteLine("0 when all is well, 1 when the configuration is refused or the process cannot start; \\-c exits with 2 for a file that listens nowhere. In master mode 130 after SIGINT and 143 after SIGTERM. \\-cc exits with 0 for true, 1 for false, 2 for an error.");
    }

    private static void WriteSignals(TextWriter text)
    {
        text.WriteLine(".SH SIGNALS");
        WriteItem(text, "SIGUSR1", "stop gently: stop listening, finish requests, exit");
        WriteItem(text, "SIGTERM, SIGINT", "end at once");
        WriteItem(text, "SIGUSR2, SIGHUP", "read the configuration again; a faulty one is refused and the old one serves on");
    }

    private static void WriteLanguage(TextWriter text)
    {
        ManualKind? kind = null;
        foreach (ManualEntry entry in Manual.Entries)
        {
            if (!entry.Works)
            {
                continue;
            }

            if (kind != entry.Kind)
            {
                kind = entry.Kind;
                text.WriteLine($".SH {TitleOf(entry.Kind)}");
            }

            string places = entry.Kind is ManualKind.BindOption or ManualKind.ServerOption or ManualKind.LogAlias ? "" : $" ({entry.Places})";
            WriteItem(text, entry.Usage, entry.Summary + places);
        }
    }

    private static string TitleOf(ManualKind kind) => kind switch
    {
        ManualKind.BindOption => "OPTIONS OF BIND LINES",
        ManualKind.ServerOption => "OPTIONS OF SERVER LINES",
        ManualKind.Action => "ACTIONS OF RULES",
        ManualKind.Fetch => "SAMPLE FETCHES",
        ManualKind.Converter => "CONVERTERS",
        ManualKind.LogAlias => "LOG ALIASES",
        _ => "CONFIGURATION KEYWORDS",
    };

    private static void WriteItem(TextWriter text, string term, string meaning)
    {
        text.WriteLine($".TP\n.B {Escape(term)}");
        text.WriteLine(Escape(meaning));
    }

    /// <summary>groff_char(7): backslashes and dashes are escaped, and no line may begin with a dot or an apostrophe.</summary>
    private static string Escape(string text)
    {
        string escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return escaped.StartsWith('.') || escaped.StartsWith('\'') ? "\\&" + escaped : escaped;
    }
}
