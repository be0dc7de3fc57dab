using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>Reads the options at the end of a <c>bind</c>, <c>server</c> or <c>default-server</c> line, each a row of a table. What is not supported yet is one finding per line.</summary>
internal static class OptionList
{
    /// <param name="owner">For messages: "bind", "server".</param>
    /// <param name="first">Index of the first option.</param>
    /// <returns>False when an error was reported.</returns>
    public static bool TryRead<TTarget>(KeywordTable<TTarget> table, TTarget target, KeywordCall line, int first, string owner)
    {
        bool isValid = true;
        var unsupported = new List<int>();
        int i = first;
        while (i < line.Count)
        {
            string word = line.At.Words[i].Text;
            int open = word.IndexOf('(', System.StringComparison.Ordinal);
            if (table.Get(open < 0 ? word : word[..open]) is not { } option)
            {
                line.Error(i, $"unknown option '{word}' of '{owner}'", Suggest.Fix(word, table.Names));
                return false;
            }

            var call = new KeywordCall(line.Context, line.At, option.Name, i, i + 1);
            if (option.Standing == Standing.Removed)
            {
                call.Error(i, $"'{option.Name}' is no longer an option of '{owner}'", option.Advice);
                isValid = false;
            }
            else if (option.Standing == Standing.Known)
            {
                unsupported.Add(i);
            }

            if (!new ArgumentReader(option.Grammar, call).TryRead(mustEnd: false, out i))
            {
                ReportUnsupported(line, unsupported);
                return false;
            }

            if (option.Standing == Standing.Obsolete)
            {
                call.Warning(call.Word, $"'{option.Name}' is obsolete", option.Advice);
            }
            else if (option.Standing == Standing.Hint)
            {
                call.HasNoEffect(option.Reason!);
            }

            option.Build?.Invoke(target, call);
        }

        ReportUnsupported(line, unsupported);
        return isValid && unsupported.Count == 0;
    }

    private static void ReportUnsupported(KeywordCall line, List<int> words)
    {
        if (words.Count > 0)
        {
            line.Context.NotSupported(line.At, words);
        }
    }
}
