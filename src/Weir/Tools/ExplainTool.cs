using System;
using System.Collections.Generic;
using System.IO;
using Engine.Config.Manual;
using Engine.Config.Text;
using Engine.Proxy.Control;
using Weir.Invocation;

namespace Weir.Tools;

/// <summary><c>weir explain WORD</c>: the manual of one word of the configuration language, of the runtime API or of the command line.</summary>
internal static class ExplainTool
{
    private const int NearMax = 8;

    /// <returns>0 when the word is known, 1 when it is not.</returns>
    public static int Run(string[] words, ToolOutput output)
    {
        if (words.Length == 0)
        {
            return ToolTable.Refuse("explain", "explain what? Name a word, such as: weir explain timeout client", output);
        }

        string name = string.Join(' ', string.Join(' ', words).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        int open = name.IndexOf('(');
        string bare = (open > 0 ? name[..open] : name).TrimStart('%');
        bool found = WriteEntries(bare, output.Text) | WriteCommands(bare, output.Text) | WriteOption(name, output.Text);
        return WriteFamily(bare, output.Text) || found ? 0 : RefuseUnknown(name, output.Errors);
    }

    private static bool WriteEntries(string name, TextWriter text)
    {
        bool any = false;
        foreach (ManualEntry entry in Manual.Entries)
        {
            if (entry.Name == name || (entry.Kind == ManualKind.Action && IsActionOf(entry, name)))
            {
                Separate(text, ref any);
                WriteEntry(entry, text);
            }
        }

        return any;
    }

    /// <summary>"http-request deny": an action with the ruleset in front of it; any counter goes for <c>track-sc0</c>.</summary>
    private static bool IsActionOf(ManualEntry entry, string name)
    {
        foreach (string place in entry.Places.Split(", "))
        {
            if (name.Length == place.Length + entry.Name.Length + 1 && name.StartsWith(place + " ", StringComparison.Ordinal) && name.EndsWith(entry.Name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return entry.Name == "track-sc0" && name.Length == entry.Name.Length && name.StartsWith("track-sc", StringComparison.Ordinal) && name[^1] is >= '3' and <= '9';
    }

    private static void WriteEntry(ManualEntry entry, TextWriter text)
    {
        text.WriteLine($"{(entry.Kind == ManualKind.LogAlias ? "%" : "")}{entry.Name} ({Manual.TextOf(entry.Kind)})");
        if (entry.Reservation is { } reservation)
        {
            text.WriteLine($"  {Capital(reservation)}.");
        }

        if (entry.Summary.Length > 0)
        {
            text.WriteLine($"  {entry.Summary}");
        }

        text.WriteLine();
        text.WriteLine($"  Write:   {entry.Usage}");
        text.WriteLine($"  {PlaceLabel(entry.Kind)} {entry.Places}");
        if (entry.Example.Length > 0)
        {
            text.WriteLine($"  Example: {entry.Example.Replace("\n", "\n           ", StringComparison.Ordinal)}");
        }
    }

    private static string PlaceLabel(ManualKind kind) => kind switch
    {
        ManualKind.Fetch or ManualKind.Converter => "Type:   ",
        ManualKind.Action => "Behind: ",
        _ => "In:     ",
    };

    private static bool WriteCommands(string name, TextWriter text)
    {
        bool any = false;
        foreach (CommandRow command in Manual.Commands)
        {
            if (command.Name == name)
            {
                Separate(text, ref any);
                text.WriteLine($"{command.Name} (command of the runtime API)");
                text.WriteLine($"  {Capital(command.Documentation)}");
                text.WriteLine();
                text.WriteLine($"  Write:   {command.Name} {command.Arguments}".TrimEnd());
                text.WriteLine($"  Level:   {command.Level.ToString().ToLowerInvariant()}");
                text.WriteLine($"  Example: echo \"{$"{command.Name} {command.Arguments}".TrimEnd()}\" | socat - UNIX-CONNECT:/run/weir/admin.sock");
            }
        }

        return any;
    }

    private static bool WriteOption(string name, TextWriter text)
    {
        foreach (OptionRow row in OptionTable.Rows)
        {
            if (row.Name == name)
            {
                text.WriteLine($"{row.Name} (option of the command line)");
                text.WriteLine($"  {Capital(row.Documentation)}");
                text.WriteLine();
                text.WriteLine($"  Write:   weir {row.Name} {row.ValueName}".TrimEnd());
                return true;
            }
        }

        return false;
    }

    /// <summary>The first words of several: what they go on with.</summary>
    private static bool WriteFamily(string name, TextWriter text)
    {
        var lines = new List<string>();
        foreach (ManualEntry entry in Manual.Entries)
        {
            if (entry.Name.StartsWith(name + " ", StringComparison.Ordinal))
            {
                lines.Add($"  {entry.Name,-34} {entry.Reservation ?? entry.Summary}");
            }
        }

        foreach (CommandRow command in Manual.Commands)
        {
            if (command.Name.StartsWith(name + " ", StringComparison.Ordinal))
            {
                lines.Add($"  {command.Name,-34} runtime API: {command.Documentation}");
            }
        }

        if (lines.Count > 0)
        {
            text.WriteLine($"'{name}' also goes on with:");
            lines.ForEach(text.WriteLine);
        }

        return lines.Count > 0;
    }

    private static int RefuseUnknown(string name, TextWriter errors)
    {
        errors.WriteLine($"[ERROR] there is no '{name}' in the configuration language, the runtime API or on the command line");
        List<string> near = NearestTo(name);
        if (near.Count > 0)
        {
            errors.WriteLine($"  help: nearest: {string.Join(", ", near)}");
        }

        return 1;
    }

    /// <summary>Misspelled first, then names that hold the word.</summary>
    private static List<string> NearestTo(string name)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (ManualEntry entry in Manual.Entries)
        {
            if (entry.Works)
            {
                names.Add(entry.Name);
            }
        }

        foreach (CommandRow command in Manual.Commands)
        {
            names.Add(command.Name);
        }

        var near = new List<string>();
        var left = new HashSet<string>(names, StringComparer.Ordinal);
        while (near.Count < NearMax && Suggest.Nearest(name, left) is { } next)
        {
            near.Add(next);
            left.Remove(next);
        }

        foreach (string candidate in left)
        {
            if (near.Count < NearMax && candidate.Contains(name, StringComparison.OrdinalIgnoreCase))
            {
                near.Add(candidate);
            }
        }

        return near;
    }

    private static void Separate(TextWriter text, ref bool any)
    {
        if (any)
        {
            text.WriteLine();
        }

        any = true;
    }

    private static string Capital(string sentence) => sentence.Length == 0 ? "" : char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
