using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Expressions;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Config.Values;

namespace Engine.Config.Keywords;

/// <summary>Parses the words behind a keyword by its grammar. All messages about missing, surplus, ill-formed and out-of-range arguments are made here.</summary>
internal sealed class ArgumentReader(Grammar grammar, KeywordCall call)
{
    private readonly List<Argument> _seen = [];
    private int _position;

    /// <summary>Reads as many words as the grammar takes.</summary>
    /// <param name="mustEnd">True when nothing may follow; false for an option among others.</param>
    /// <param name="end">Index of the first word not taken.</param>
    /// <returns>False when an error was reported.</returns>
    public bool TryRead(bool mustEnd, out int end)
    {
        int i = call.First;
        end = i;
        while (i < call.Count)
        {
            if (Next(i) is not { } argument)
            {
                if (mustEnd)
                {
                    ReportSurplus(i);
                    return false;
                }

                break;
            }

            int first = argument.Key is null || argument.Kind == ArgumentKind.Flag ? i : i + 1;
            if (argument.IsOnlyKnown)
            {
                call.NotSupported($"'{call.At.Words[i].Text}' in '{call.Name}'", i);
                return false;
            }

            int words = argument.Kind == ArgumentKind.Pair ? 2 : 1;
            if (first + words > call.Count)
            {
                call.Error(i, $"'{argument.Key}' needs {argument.Noun}", WriteItAs());
                return false;
            }

            if (!TryTake(argument, first))
            {
                return false;
            }

            i = first + words;
        }

        end = i;
        return CheckMissing();
    }

    /// <summary>The argument that this word begins; keys first, then whatever is due.</summary>
    private Argument? Next(int word)
    {
        string text = call.At.Words[word].Text;
        Argument? due = null;
        for (int i = 0; i < grammar.Arguments.Count; i++)
        {
            Argument argument = grammar.Arguments[i];
            bool isOpen = argument.Repeats || !_seen.Contains(argument);
            if (argument.Key == text && isOpen)
            {
                return argument;
            }

            if (argument.Key is null && isOpen && i >= _position)
            {
                due ??= argument;
            }
        }

        return due;
    }

    private bool TryTake(Argument argument, int word)
    {
        if (argument.Key is null)
        {
            _position = IndexOf(argument);
        }

        _seen.Add(argument);
        return argument.Kind switch
        {
            ArgumentKind.Number => TryTakeNumber(argument, word),
            ArgumentKind.Time => TryTakeTime(argument, word),
            ArgumentKind.Size => TryTakeSize(argument, word),
            ArgumentKind.Choice => TryTakeChoice(argument, word),
            ArgumentKind.Name => TryTakeName(argument, word),
            ArgumentKind.Network => TryTakeNetwork(argument, word),
            ArgumentKind.Address => TryTakeAddress(argument, word),
            ArgumentKind.Format => LogFormatParser.Parse(call.At, word, isLog: false, call.Context.Expressions) is not null && Accept(argument, word, 0),
            ArgumentKind.Sample => SampleParser.Parse(call.At, word, call.Context.Expressions) is not null && Accept(argument, word, 0),
            ArgumentKind.Pair => LogFormatParser.Parse(call.At, word + 1, isLog: false, call.Context.Expressions) is not null && Accept(argument, word, 0),
            _ => Accept(argument, word, 0),
        };
    }

    private bool Accept(Argument argument, int word, long number)
    {
        call.Add(new ArgumentValue(argument, word, call.At.Words[word].Text, number));
        return true;
    }

    private bool TryTakeNumber(Argument argument, int word)
    {
        string text = call.At.Words[word].Text;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            call.Error(word, $"'{Owner(argument)}' takes {argument.Noun}, not '{text}'", WriteItAs());
            return false;
        }

        if (number < argument.Min || number > argument.Max)
        {
            call.Error(word, $"'{Owner(argument)}' must be {Range(argument)}, not {text}");
            return false;
        }

        return Accept(argument, word, number);
    }

    private bool TryTakeTime(Argument argument, int word)
    {
        if (!TimeValue.TryParse(call.At.Words[word].Text, argument.Unit, out int ms, out ValueIssue? issue))
        {
            ReportIssue(argument, word, issue!);
            return false;
        }

        WarnIssue(argument, word, issue);
        return Accept(argument, word, ms);
    }

    private bool TryTakeSize(Argument argument, int word)
    {
        string text = call.At.Words[word].Text;
        if (!SizeValue.TryParse(text, long.MaxValue, out long bytes, out ValueIssue? issue))
        {
            ReportIssue(argument, word, issue!);
            return false;
        }

        if (bytes < argument.Min || bytes > argument.Max)
        {
            call.Error(word, $"'{Owner(argument)}' must be {Range(argument)}, not {text}");
            return false;
        }

        WarnIssue(argument, word, issue);
        return Accept(argument, word, bytes);
    }

    private bool TryTakeChoice(Argument argument, int word)
    {
        string text = call.At.Words[word].Text;
        if (Contains(argument.Choices, text))
        {
            return Accept(argument, word, 0);
        }

        if (Contains(argument.KnownChoices, text))
        {
            call.NotSupported($"'{Owner(argument)} {text}'", word);
            return false;
        }

        call.Error(word, $"'{Owner(argument)}' takes {argument.Noun}, not '{text}'", Suggest.Fix(text, argument.Choices));
        return false;
    }

    private bool TryTakeName(Argument argument, int word)
    {
        int bad = Names.FirstInvalid(call.At.Words[word].Text);
        if (bad >= 0)
        {
            call.Context.Diagnostics.Error(call.At, word, Names.Issue(call.At.Words[word].Text, bad));
            return false;
        }

        return Accept(argument, word, 0);
    }

    private bool TryTakeNetwork(Argument argument, int word)
    {
        if (!NetworkParser.TryParse(call.At.Words[word].Text, out _, out ValueIssue? issue))
        {
            ReportIssue(argument, word, issue!);
            return false;
        }

        WarnIssue(argument, word, issue);
        return Accept(argument, word, 0);
    }

    private bool TryTakeAddress(Argument argument, int word)
    {
        string text = call.At.Words[word].Text;
        ConfigEnvironment environment = call.Context.Reader.Environment;
        IReadOnlyList<AddressConfig> addresses;
        ValueIssue? issue;
        bool parsed;
        if (argument.Rules == AddressRules.Bind)
        {
            parsed = AddressParser.TryParseList(text, AddressRules.Bind, environment, out addresses, out issue);
        }
        else
        {
            parsed = AddressParser.TryParse(text, argument.Rules!, environment, out AddressConfig? address, out issue);
            addresses = parsed ? [address!] : [];
        }

        if (!parsed)
        {
            call.Context.Diagnostics.Error(call.At, word, issue!);
            return false;
        }

        if (issue is not null)
        {
            call.Context.Diagnostics.Warning(call.At, word, issue);
        }

        call.Add(new ArgumentValue(argument, word, text, 0, addresses));
        return true;
    }

    private void ReportIssue(Argument argument, int word, ValueIssue issue) =>
        call.Context.Diagnostics.Error(call.At, word, issue with { Message = $"'{Owner(argument)}': {issue.Message}" });

    private void WarnIssue(Argument argument, int word, ValueIssue? issue)
    {
        if (issue is not null)
        {
            call.Context.Diagnostics.Warning(call.At, word, issue with { Message = $"'{Owner(argument)}': {issue.Message}" });
        }
    }

    private bool CheckMissing()
    {
        foreach (Argument argument in grammar.Arguments)
        {
            if (!argument.IsOptional && !_seen.Contains(argument))
            {
                call.Context.Diagnostics.ErrorAtEnd(call.At, $"'{call.Name}' needs {argument.Noun}", WriteItAs());
                return false;
            }
        }

        return true;
    }

    private void ReportSurplus(int word)
    {
        string text = call.At.Words[word].Text;
        if (grammar.Arguments.Count == 0)
        {
            call.Error(word, $"'{call.Name}' takes no argument, but '{text}' follows", "remove it");
            return;
        }

        var keys = new List<string>();
        foreach (Argument argument in grammar.Arguments)
        {
            if (argument.Key is not null)
            {
                keys.Add(argument.Key);
            }
        }

        call.Error(word, $"unexpected argument '{text}' of '{call.Name}'", Suggest.Fix(text, keys) ?? WriteItAs());
    }

    private string WriteItAs() => $"write it as: {grammar.Usage(call.Name)}";

    private string Owner(Argument argument) => argument.Key is null ? call.Name : argument.Key;

    private static string Range(Argument argument) =>
        argument.Max >= int.MaxValue ? $"at least {argument.Min}" : $"between {argument.Min} and {argument.Max}";

    private int IndexOf(Argument argument)
    {
        int i = 0;
        while (!ReferenceEquals(grammar.Arguments[i], argument))
        {
            i++;
        }

        return i;
    }

    private static bool Contains(IReadOnlyList<string> choices, string text)
    {
        foreach (string choice in choices)
        {
            if (choice == text)
            {
                return true;
            }
        }

        return false;
    }
}
