using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Stages.Actions;

/// <summary>Reads the words of one rule from left to right, and reports what does not fit.</summary>
internal ref struct RuleArguments
{
    private readonly RuleConfig _rule;
    private readonly DiagnosticBag _diagnostics;
    private int _next;

    internal RuleArguments(RuleConfig rule, DiagnosticBag diagnostics)
    {
        _rule = rule;
        _diagnostics = diagnostics;
        _next = rule.FirstArgument;
    }

    /// <summary>True once anything was reported.</summary>
    internal bool Failed { get; private set; }

    /// <summary>Takes the next word, such as the name of a parameter. False at the end.</summary>
    internal bool TryWord(out string word)
    {
        word = _next < _rule.EndArgument ? _rule.Where.Words[_next].Text : "";
        return _next < _rule.EndArgument && ++_next > 0;
    }

    /// <summary>Takes the value behind <paramref name="parameter"/>; reports when there is none.</summary>
    internal string Value(string parameter)
    {
        if (TryWord(out string value))
        {
            return value;
        }

        Failed = true;
        _diagnostics.Error(_rule.Where, _rule.EndArgument - 1, $"'{parameter}' needs a value");
        return "";
    }

    /// <summary>Reports the word taken last.</summary>
    internal void Reject(string message, string? fix = null)
    {
        Failed = true;
        _diagnostics.Error(_rule.Where, _next - 1, message, fix);
    }

    /// <summary>Takes a status code behind <paramref name="parameter"/>.</summary>
    internal int Status(string parameter, int min, int max)
    {
        string text = Value(parameter);
        if (int.TryParse(text, out int status) && status >= min && status <= max)
        {
            return status;
        }

        if (!Failed)
        {
            Reject($"'{text}' is no status that can be used here", $"write a number from {min} to {max}");
        }

        return min;
    }
}
