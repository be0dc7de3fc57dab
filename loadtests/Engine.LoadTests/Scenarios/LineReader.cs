using System;
using System.Globalization;

namespace Engine.LoadTests.Scenarios;

/// <summary>Takes the words of one line from left to right, and says what is wrong with them. After the first fault it takes nothing more.</summary>
internal sealed class LineReader(Statement line, FaultList faults)
{
    private int _next = 1;

    public Statement Line => line;

    /// <summary>What the line should look like, for faults.</summary>
    public string Grammar { get; init; } = "";

    /// <summary>True once a fault was found on this line.</summary>
    public bool HasFailed { get; private set; }

    public bool IsAtEnd => _next >= line.Words.Count;

    /// <summary>Takes the next word if it is this one.</summary>
    public bool TryTake(string word)
    {
        if (HasFailed || IsAtEnd || line.Words[_next].Text != word)
        {
            return false;
        }

        _next++;
        return true;
    }

    /// <summary>The next word, whatever it is; an empty one after a fault.</summary>
    public string Take(string what)
    {
        if (!HasFailed && !IsAtEnd)
        {
            return line.Words[_next++].Text;
        }

        if (!HasFailed)
        {
            Fail(Behind(), $"{what} is missing", Usage);
        }

        return "";
    }

    /// <summary>One word out of a few.</summary>
    public string TakeOneOf(string what, params string[] known)
    {
        string word = Take(what);
        if (!HasFailed && Array.IndexOf(known, word) < 0)
        {
            FailLast($"'{word}' is not {what}", NearestWord.Fix(word, known));
        }

        return word;
    }

    /// <summary>A word that the grammar asks for at this place.</summary>
    public void Expect(string word)
    {
        if (!HasFailed && !TryTake(word))
        {
            Fail(IsAtEnd ? Behind() : line.Words[_next], IsAtEnd ? $"'{word}' is missing" : $"'{word}' is expected here", Usage);
        }
    }

    /// <summary>A number with its unit, which may stand apart from it.</summary>
    public double Take(Quantity quantity, double least, double most) => Take(quantity, least, most, out _);

    public double Take(Quantity quantity, double least, double most, out string unit)
    {
        unit = "";
        string text = Take(quantity.Name);
        if (HasFailed)
        {
            return least;
        }

        int first = _next - 1;
        (string number, unit) = Quantity.Part(text);
        if (unit.Length == 0 && !IsAtEnd && quantity.IsUnit(line.Words[_next].Text))
        {
            unit = line.Words[_next++].Text;
        }

        if (!quantity.TryRead(number, unit, out double value, out string cause, out string fix))
        {
            Fail(line.Words[first], cause, fix);
            return least;
        }

        if (value < least || value > most)
        {
            Fail(line.Words[first], value < least ? $"{text} is too little" : $"{text} is too much", Bounds(quantity, least, most));
            return least;
        }

        return value;
    }

    public int TakeCount(int least, int most)
    {
        double value = Take(Quantity.Count, least, most);
        if (value != Math.Floor(value))
        {
            FailLast("a whole number is needed", "such as 64");
        }

        return (int)value;
    }

    /// <summary>Nothing may follow.</summary>
    public void End()
    {
        if (!HasFailed && !IsAtEnd)
        {
            Fail(line.Words[_next], $"'{line.Words[_next].Text}' is one word too many", Usage);
        }
    }

    /// <summary>Blames the word taken last.</summary>
    public void FailLast(string message, string? fix) => Fail(line.Words[_next - 1], message, fix);

    private string Usage => $"{line.Keyword.Text} {Grammar}";

    private void Fail(Word word, string message, string? fix)
    {
        if (!HasFailed)
        {
            HasFailed = true;
            faults.Add(line, word, message, fix);
        }
    }

    /// <summary>The place behind the last word.</summary>
    private Word Behind()
    {
        Word last = line.Words[^1];
        return new Word("", last.Column + last.Length, 1);
    }

    private static string Bounds(Quantity quantity, double least, double most)
    {
        if (quantity == Quantity.Duration)
        {
            return string.Create(CultureInfo.InvariantCulture, $"from {least / 1e6:0.###} ms to {most / 1e9:0.###} s");
        }

        return string.Create(CultureInfo.InvariantCulture, $"from {least:0.###} to {most:0.###}");
    }
}
