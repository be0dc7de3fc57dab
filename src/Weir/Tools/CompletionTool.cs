using System;
using System.Collections.Generic;
using System.IO;
using Engine.Config.Manual;
using Engine.Proxy.Control;
using Weir.Invocation;

namespace Weir.Tools;

/// <summary><c>weir completion SHELL</c>: a script for the shell, made from the option table, the tool table and the manual.</summary>
internal static class CompletionTool
{
    public static int Run(string[] words, ToolOutput output)
    {
        switch (words)
        {
            case ["bash"]:
                WriteBash(output.Text);
                return 0;
            case ["zsh"]:
                WriteZsh(output.Text);
                return 0;
            case ["fish"]:
                WriteFish(output.Text);
                return 0;
            default:
                return ToolTable.Refuse("completion", "name a shell: bash, zsh or fish", output);
        }
    }

    private static void WriteBash(TextWriter text)
    {
        text.WriteLine("# bash completion for weir(1)");
        text.WriteLine("_weir() {");
        text.WriteLine("    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} tool=${COMP_WORDS[1]} offer=");
        text.WriteLine("    COMPREPLY=()");
        text.WriteLine("    if [[ $COMP_CWORD -gt 1 ]]; then");
        text.WriteLine("        case $tool in");
        foreach (ToolRow tool in ToolTable.Rows)
        {
            if (WordsBehind(tool) is { Count: > 0 } offer)
            {
                text.WriteLine($"            {tool.Name}) offer='{string.Join(' ', offer)}' ;;");
            }
        }

        text.WriteLine("            demo) offer='--port' ;;");
        text.WriteLine($"            -*) offer='{string.Join(' ', OptionNames())}' ;;");
        text.WriteLine("        esac");
        text.WriteLine("    else");
        text.WriteLine($"        offer='{string.Join(' ', ToolNames())} {string.Join(' ', OptionNames())}'");
        text.WriteLine("    fi");
        text.WriteLine("    case $prev in");
        text.WriteLine($"        {string.Join('|', FileOptions())}) offer= ;;");
        text.WriteLine("    esac");
        text.WriteLine("    COMPREPLY=($(compgen -W \"$offer\" -- \"$cur\"))");
        text.WriteLine("}");
        text.WriteLine("complete -o default -F _weir weir");
    }

    private static void WriteZsh(TextWriter text)
    {
        text.WriteLine("#compdef weir");
        text.WriteLine("_weir() {");
        text.WriteLine("    local -a words_here options_here");
        text.WriteLine("    options_here=(");
        foreach (OptionRow row in OptionTable.Rows)
        {
            text.WriteLine($"        '{row.Name}:{QuoteZsh(row.Documentation)}'");
        }

        text.WriteLine("    )");
        text.WriteLine("    if (( CURRENT == 2 )); then");
        text.WriteLine("        words_here=(");
        text.WriteLine("            'demo:a frontend and two origins to try'");
        foreach (ToolRow tool in ToolTable.Rows)
        {
            text.WriteLine($"            '{tool.Name}:{QuoteZsh(tool.Documentation)}'");
        }

        text.WriteLine("        )");
        text.WriteLine("        _describe tool words_here");
        text.WriteLine("        _describe option options_here");
        text.WriteLine("        return");
        text.WriteLine("    fi");
        text.WriteLine("    case $words[2] in");
        foreach (ToolRow tool in ToolTable.Rows)
        {
            if (WordsBehind(tool) is { Count: > 0 } offer)
            {
                text.WriteLine($"        {tool.Name}) compadd -- {string.Join(' ', offer)} ;;");
            }
        }

        text.WriteLine("        demo) compadd -- --port ;;");
        text.WriteLine("        -*) _describe option options_here ;;");
        text.WriteLine("    esac");
        text.WriteLine("    _files");
        text.WriteLine("}");
        text.WriteLine("_weir \"$@\"");
    }

    private static void WriteFish(TextWriter text)
    {
        text.WriteLine("# fish completion for weir(1)");
        text.WriteLine("complete -c weir -n __fish_use_subcommand -a demo -d 'a frontend and two origins to try'");
        foreach (ToolRow tool in ToolTable.Rows)
        {
            text.WriteLine($"complete -c weir -n __fish_use_subcommand -a {tool.Name} -d '{QuoteFish(tool.Documentation)}'");
            if (WordsBehind(tool) is { Count: > 0 } offer)
            {
                text.WriteLine($"complete -c weir -n '__fish_seen_subcommand_from {tool.Name}' -a '{string.Join(' ', offer)}'");
            }
        }

        foreach (OptionRow row in OptionTable.Rows)
        {
            text.WriteLine($"complete -c weir -o {row.Name[1..]} -d '{QuoteFish(row.Documentation)}'{(TakesFile(row) ? " -r -F" : row.Arity == OptionArity.Word ? " -x" : "")}");
        }
    }

    /// <summary>What may stand behind a tool's name, beside files.</summary>
    private static List<string> WordsBehind(ToolRow tool)
    {
        var words = new List<string>();
        foreach ((string option, _) in tool.Options)
        {
            words.Add(option.Split(' ')[0]);
        }

        switch (tool.Name)
        {
            case "completion":
                words.AddRange(["bash", "zsh", "fish"]);
                break;
            case "explain":
                words.AddRange(ExplainedWords());
                break;
        }

        return words;
    }

    /// <summary>The single words that the manual knows; what stands in parentheses is no part of them.</summary>
    private static SortedSet<string> ExplainedWords()
    {
        var words = new SortedSet<string>(StringComparer.Ordinal);
        foreach (ManualEntry entry in Manual.Entries)
        {
            if (entry.Kind != ManualKind.LogAlias)
            {
                words.UnionWith(entry.Name.Split(' '));
            }
        }

        foreach (CommandRow command in Manual.Commands)
        {
            words.UnionWith(command.Name.Split(' '));
        }

        return words;
    }

    private static IEnumerable<string> ToolNames()
    {
        yield return "demo";
        foreach (ToolRow tool in ToolTable.Rows)
        {
            yield return tool.Name;
        }
    }

    private static IEnumerable<string> OptionNames()
    {
        foreach (OptionRow row in OptionTable.Rows)
        {
            yield return row.Name;
        }
    }

    private static IEnumerable<string> FileOptions()
    {
        foreach (OptionRow row in OptionTable.Rows)
        {
            if (TakesFile(row))
            {
                yield return row.Name;
            }
        }
    }

    private static bool TakesFile(OptionRow row) => row.ValueName is "FILE" or "FILE|DIR" or "DIR" or "SOCKET";

    private static string QuoteZsh(string text) => text.Replace("'", "'\\''", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal);

    private static string QuoteFish(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}
