using System;
using System.Buffers;
using System.Globalization;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Config.Values;
using Engine.Proxy.Logs;
using Engine.Proxy.Plan;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Rules;

/// <summary>The words of one rule while it is compiled: read from left to right, and what does not fit is reported.</summary>
public sealed class RuleArguments
{
    /// <summary>RFC 9110 section 5.6.2.</summary>
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly RuleConfig _rule;
    private int _next;

    internal RuleArguments(RuleConfig rule, ExpressionCompiler compiler, RulePoints point)
    {
        _rule = rule;
        _next = rule.FirstArgument;
        Compiler = compiler;
        Point = point;
    }

    /// <summary>The action as the table has it: "set-var".</summary>
    public string Action => _rule.Action;

    /// <summary>The action's word as written: "set-var(txn.host,ifexists)".</summary>
    public string ActionWord => _rule.Where.Words[_rule.FirstArgument - 1].Text;

    public Ruleset Ruleset => _rule.Ruleset;

    /// <summary>Where the rule will be evaluated.</summary>
    public RulePoints Point { get; }

    /// <summary>For samples, formats, names of the plan.</summary>
    public ExpressionCompiler Compiler { get; }

    public ProxyConfig Proxy => Compiler.Proxy!;

    /// <summary>The line.</summary>
    public Statement Where => _rule.Where;

    /// <summary>True once anything was reported.</summary>
    public bool Failed { get; private set; }

    /// <summary>Index in <see cref="Where"/> of the word taken last.</summary>
    public int LastWord => _next - 1;

    public bool AtEnd => _next >= _rule.EndArgument;

    /// <summary>The next word, not taken; "" at the end.</summary>
    public string Peek => AtEnd ? "" : _rule.Where.Words[_next].Text;

    /// <summary>What stands in parentheses behind the action, split at commas: "txn.host", "ifexists". Empty without parentheses.</summary>
    public string[] InParentheses
    {
        get
        {
            string word = ActionWord;
            int open = word.IndexOf('(', StringComparison.Ordinal);
            return open < 0 || !word.EndsWith(')') ? [] : word[(open + 1)..^1].Split(',');
        }
    }

    /// <summary>Takes the next word, such as the name of a parameter. False at the end.</summary>
    public bool TryWord(out string word)
    {
        word = Peek;
        return !AtEnd && ++_next > 0;
    }

    /// <summary>Takes the value behind <paramref name="parameter"/>; reports when there is none.</summary>
    public string Value(string parameter)
    {
        if (TryWord(out string value))
        {
            return value;
        }

        Failed = true;
        Compiler.Diagnostics.Error(_rule.Where, _rule.EndArgument - 1, $"'{parameter}' needs a value");
        return "";
    }

    /// <summary>Takes the value behind <paramref name="parameter"/> as a log-format string; null after an error.</summary>
    public LogFormatPlan? Format(string parameter, FormatUse use = FormatUse.Text)
    {
        Value(parameter);
        LogFormatPlan? format = Failed ? null : Compiler.Format(_rule.Where, _next - 1, Point, use);
        Failed |= format is null;
        return format;
    }

    /// <summary>A text that is not a word of the line, such as a file's, as a log-format string; null after an error.</summary>
    public LogFormatPlan? FormatOf(string text, FormatUse use)
    {
        LogFormatPlan? format = Compiler.Format(TextAt(text), _next - 1, Point, use);
        Failed |= format is null;
        return format;
    }

    /// <summary>Takes the value behind <paramref name="parameter"/> as a sample expression; null after an error.</summary>
    public SamplePlan? Sample(string parameter)
    {
        Value(parameter);
        SamplePlan? sample = Failed ? null : Compiler.Sample(_rule.Where, _next - 1, Point);
        Failed |= sample is null;
        return sample;
    }

    /// <summary>Takes the name of a header field behind <paramref name="parameter"/> (RFC 9110 section 5.1: a token).</summary>
    public string FieldName(string parameter)
    {
        string name = Value(parameter);
        if (!Failed && (name.Length == 0 || name.AsSpan().ContainsAnyExcept(TokenCharacters)))
        {
            Reject($"'{name}' is no header name");
        }

        return name;
    }

    /// <summary>Takes a number behind <paramref name="parameter"/>.</summary>
    public long Integer(string parameter, long min, long max)
    {
        string text = Value(parameter);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= min && value <= max)
        {
            return value;
        }

        if (!Failed)
        {
            Reject($"'{text}' is no number that can be used here", $"write a number from {min} to {max}");
        }

        return min;
    }

    /// <summary>Takes a time behind <paramref name="parameter"/> (CFG 2.5); without a unit it is in ms.</summary>
    public int TimeMs(string parameter)
    {
        string text = Value(parameter);
        if (!TimeValue.TryParse(text, TimeUnit.Milliseconds, out int valueMs, out ValueIssue? issue) && !Failed)
        {
            Reject(issue!.Message, issue.Fix);
        }

        return valueMs;
    }

    /// <summary>Takes a size behind <paramref name="parameter"/>, such as 16k, in bytes.</summary>
    public int Size(string parameter)
    {
        string text = Value(parameter);
        if (!SizeValue.TryParse(text, out int size, out ValueIssue? issue) && !Failed)
        {
            Reject(issue!.Message, issue.Fix);
        }

        return size;
    }

    /// <summary>Takes a status code behind <paramref name="parameter"/>.</summary>
    public int Status(string parameter, int min, int max) => (int)Integer(parameter, min, max);

    /// <summary>Reports words that are left.</summary>
    public void ExpectEnd()
    {
        if (TryWord(out string word))
        {
            Reject($"'{Action}' takes no further argument, but found '{word}'", "remove it");
        }
    }

    /// <summary>Reports the word taken last (or the action, before any).</summary>
    public void Reject(string message, string? fix = null)
    {
        Failed = true;
        Compiler.Diagnostics.Error(_rule.Where, _next - 1, message, fix);
    }

    /// <summary>Reports the action's own word, with what stands in its parentheses.</summary>
    public void RejectAction(string message, string? fix = null)
    {
        Failed = true;
        Compiler.Diagnostics.Error(_rule.Where, _rule.FirstArgument - 1, message, fix);
    }

    /// <summary>Something was reported elsewhere.</summary>
    internal void Fail() => Failed = true;

    public void Warn(string message, string? fix = null) => Compiler.Diagnostics.Warning(_rule.Where, _next - 1, message, fix);

    /// <summary>The line with another text in place of the word taken last: findings about it point at that word.</summary>
    private Statement TextAt(string text)
    {
        Word[] words = [.. _rule.Where.Words];
        words[_next - 1] = words[_next - 1] with { Text = text };
        return _rule.Where with { Words = words };
    }
}
