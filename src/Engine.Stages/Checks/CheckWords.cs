using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Health;
using Engine.Proxy.Logs;
using Engine.Proxy.Plan;
using Engine.Proxy.Samples;

namespace Engine.Stages.Checks;

/// <summary>The words of one line of a check script while it is compiled: read from left to right, and what does not fit is reported.</summary>
internal sealed class CheckWords
{
    private readonly CheckLineConfig _line;
    private readonly CheckArguments _arguments;
    private int _next;
    private int _end;

    internal CheckWords(CheckLineConfig line, CheckArguments arguments)
    {
        _line = line;
        _arguments = arguments;
        _next = line.FirstArgument;
        _end = line.Where.Words.Count;
    }

    internal Statement Where => _line.Where;

    /// <summary>"http-check expect".</summary>
    internal string Keyword => Where.Words[0].Text + " " + _line.Action;

    internal ExpressionCompiler Compiler => _arguments.Compiler;

    /// <summary>The script's own words, "set-var(check.name)".</summary>
    internal string ActionWord => Where.Words[_line.FirstArgument - 1].Text;

    internal bool Failed { get; private set; }

    internal bool AtEnd => _next >= _end;

    internal string Peek => AtEnd ? "" : Where.Words[_next].Text;

    /// <summary>Index of the word taken last.</summary>
    internal int LastWord => _next - 1;

    internal bool TryWord(out string word)
    {
        word = Peek;
        return !AtEnd && ++_next > 0;
    }

    /// <summary>Index of the word to be taken next.</summary>
    internal int Position
    {
        get => _next;
        set => _next = Math.Min(value, Where.Words.Count);
    }

    /// <summary>From now on the words from that index on do not count: they have been read.</summary>
    internal void EndAt(int index) => _end = index;

    /// <summary>Takes the value behind <paramref name="parameter"/>; reports when there is none.</summary>
    internal string Value(string parameter)
    {
        if (TryWord(out string value))
        {
            return value;
        }

        Failed = true;
        Compiler.Diagnostics.ErrorAtEnd(Where, $"'{parameter}' needs a value");
        return "";
    }

    /// <summary>Takes the value behind <paramref name="parameter"/> as a log-format string; null after an error.</summary>
    internal LogFormatPlan? Format(string parameter)
    {
        Value(parameter);
        LogFormatPlan? format = Failed ? null : Compiler.Format(Where, LastWord, CheckArguments.Point, FormatUse.Text);
        Failed |= format is null;
        return format;
    }

    /// <summary>Takes the value behind <paramref name="parameter"/> as a sample expression; null after an error.</summary>
    internal SamplePlan? Sample(string parameter)
    {
        Value(parameter);
        SamplePlan? sample = Failed ? null : Compiler.Sample(Where, LastWord, CheckArguments.Point);
        Failed |= sample is null;
        return sample;
    }

    /// <summary>Takes the value behind <paramref name="parameter"/> as a whole number.</summary>
    internal int Number(string parameter, int min, int max)
    {
        string value = Value(parameter);
        if (Failed || (int.TryParse(value, out int number) && number >= min && number <= max))
        {
            return Failed ? 0 : int.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        }

        Error($"'{parameter}' takes a number between {min} and {max}, not '{value}'");
        return 0;
    }

    /// <summary>All words that are left, as one text.</summary>
    internal List<string> Rest()
    {
        List<string> words = [];
        while (TryWord(out string word))
        {
            words.Add(word);
        }

        return words;
    }

    /// <summary>Something that was reported elsewhere.</summary>
    internal void Fail() => Failed = true;

    /// <summary>Reports the word taken last.</summary>
    internal void Error(string message, string? fix = null)
    {
        Failed = true;
        Compiler.Diagnostics.Error(Where, LastWord, message, fix);
    }

    /// <summary>Reports the word taken last as one that cannot stand here.</summary>
    internal void Unknown(IReadOnlyCollection<string> known) =>
        Error($"'{Where.Words[LastWord].Text}' cannot stand in '{Keyword}'", Suggest.Fix(Where.Words[LastWord].Text, known));
}
