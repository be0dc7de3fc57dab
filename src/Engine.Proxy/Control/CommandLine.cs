using System.Collections.Generic;
using System.Text;

namespace Engine.Proxy.Control;

/// <summary>Splits a line of the runtime API: commands at semicolons, words at blanks; a backslash makes the next character an ordinary one.</summary>
internal static class CommandLine
{
    /// <summary>Words of one command at most (HAProxy: 64); what follows is not looked at.</summary>
    private const int WordsMax = 64;

    /// <summary>The commands of a line, each as its words; commands without words are left out.</summary>
    internal static List<string[]> Split(string line)
    {
        List<string[]> commands = [];
        List<string> words = [];
        StringBuilder word = new();
        bool inWord = false;
        for (int i = 0; i <= line.Length; i++)
        {
            char c = i < line.Length ? line[i] : ';';
            if (c is ' ' or '\t' or ';')
            {
                EndWord(words, word, ref inWord);
                if (c == ';' && words.Count > 0)
                {
                    commands.Add([.. words]);
                    words.Clear();
                }

                continue;
            }

            if (c == '\\' && i + 1 < line.Length)
            {
                c = line[++i];
            }

            inWord = true;
            word.Append(c);
        }

        return commands;
    }

    private static void EndWord(List<string> words, StringBuilder word, ref bool inWord)
    {
        if (inWord && words.Count < WordsMax)
        {
            words.Add(word.ToString());
        }

        word.Clear();
        inWord = false;
    }
}
