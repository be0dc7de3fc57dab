using System;
using System.Collections.Generic;
using System.IO;
using Engine.Config.Layout;
using Engine.Config.Text;

namespace Weir.Tools;

/// <summary><c>weir fmt FILE</c>: the file in its canonical layout. Refuses to touch a file that would not read the same afterwards.</summary>
internal static class FormatTool
{
    public static int Run(string[] words, ToolOutput output)
    {
        bool writes = Array.IndexOf(words, "-w") >= 0;
        bool compares = Array.IndexOf(words, "--check") >= 0;
        string[] files = Array.FindAll(words, static word => word is not ("-w" or "--check"));
        if (files.Length != 1 || files[0].StartsWith('-'))
        {
            return ToolTable.Refuse("fmt", "fmt takes one file", output);
        }

        try
        {
            byte[] before = File.ReadAllBytes(files[0]);
            byte[] after = CanonicalLayout.Of(before);
            if (!ReadTheSame(files[0], before, after))
            {
                output.Errors.WriteLine($"[ERROR] {files[0]}: laying it out would change what it says, so it is left alone");
                return 1;
            }

            return Give(files[0], before, after, (writes, compares), output);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            output.Errors.WriteLine($"[ERROR] {files[0]}: {e.Message}");
            return 1;
        }
    }

    private static int Give(string file, byte[] before, byte[] after, (bool Writes, bool Compares) wish, ToolOutput output)
    {
        bool differs = !before.AsSpan().SequenceEqual(after);
        if (wish.Compares)
        {
            return differs ? 1 : 0;
        }

        if (!wish.Writes)
        {
            output.Text.Write(ByteText.ToUnicode(ByteText.FromBytes(after)));
            output.Text.Flush();
        }
        else if (differs)
        {
            WriteInPlace(file, after);
        }

        return 0;
    }

    /// <summary>A new file that takes the old one's place: whoever reads meanwhile finds one or the other, whole.</summary>
    private static void WriteInPlace(string file, byte[] content)
    {
        string target = File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
        string next = target + ".weir-fmt";
        File.WriteAllBytes(next, content);
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(next, File.GetUnixFileMode(target));
        }

        File.Move(next, target, overwrite: true);
    }

    /// <summary>True when both have the same statements, word for word. What only one side of a condition says is not among them, but is laid out line by line all the same.</summary>
    internal static bool ReadTheSame(string name, byte[] before, byte[] after) =>
        string.Join('\n', StatementsOf(name, before)) == string.Join('\n', StatementsOf(name, after));

    private static List<string> StatementsOf(string name, byte[] content)
    {
        var statements = new List<string>();
        var reader = new StatementReader(ConfigEnvironment.FromProcess(), new DiagnosticBag());
        foreach (Statement statement in reader.ReadBytes(name, content))
        {
            var words = new List<string>(statement.Words.Count);
            foreach (Word word in statement.Words)
            {
                words.Add(word.Text);
            }

            statements.Add(string.Join('\0', words));
        }

        return statements;
    }
}
