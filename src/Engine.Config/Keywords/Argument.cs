using System.Collections.Generic;
using Engine.Config.Values;

namespace Engine.Config.Keywords;

/// <summary>What an argument must look like.</summary>
internal enum ArgumentKind : byte
{
    /// <summary>Any one word.</summary>
    Text,

    /// <summary>A whole number between Min and Max.</summary>
    Number,

    /// <summary>A time with a unit; a bare number is in Unit.</summary>
    Time,

    /// <summary>A number of bytes between Min and Max, with k, m or g behind it.</summary>
    Size,

    /// <summary>One of Choices.</summary>
    Choice,

    /// <summary>A name as sections and servers have it.</summary>
    Name,

    /// <summary>One network: 10.0.0.0/8.</summary>
    Network,

    /// <summary>One address, or a list with commas for bind, by Rules.</summary>
    Address,

    /// <summary>A log-format string: text with %aliases and %[samples].</summary>
    Format,

    /// <summary>A sample expression.</summary>
    Sample,

    /// <summary>Two words: a name, and a log-format string.</summary>
    Pair,

    /// <summary>Only the key, nothing behind it.</summary>
    Flag,
}

/// <summary>
/// One argument of a keyword, as data: parsing, the messages about it, and later completion and manual all follow from it.
/// </summary>
/// <param name="Kind">What it must look like.</param>
/// <param name="Label">What it is called in "write it as": "TIME", "CONNECTIONS".</param>
internal sealed record Argument(ArgumentKind Kind, string Label)
{
    private string? Wording { get; init; }

    /// <summary>The word that introduces it, for arguments that may come in any order: "header" in <c>header NAME</c>.</summary>
    public string? Key { get; private init; }

    public bool IsOptional { get; private init; }

    /// <summary>May be written several times.</summary>
    public bool Repeats { get; private init; }

    /// <summary>It is part of the language, but not supported yet.</summary>
    public bool IsOnlyKnown { get; private init; }

    public long Min { get; private init; }

    public long Max { get; private init; }

    public TimeUnit Unit { get; private init; }

    /// <summary>What an address may be.</summary>
    public AddressRules? Rules { get; private init; }

    public IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>Choices of the language that are not supported yet.</summary>
    public IReadOnlyList<string> KnownChoices { get; private init; } = [];

    public static Argument Text(string label) => new(ArgumentKind.Text, label);

    public static Argument Name(string label) => new(ArgumentKind.Name, label);

    public static Argument Network(string label) => new(ArgumentKind.Network, label);

    public static Argument Format(string label) => new(ArgumentKind.Format, label);

    public static Argument Sample(string label) => new(ArgumentKind.Sample, label);

    public static Argument Pair(string labels) => new(ArgumentKind.Pair, labels);

    public static Argument Address(AddressRules rules) => new(ArgumentKind.Address, "ADDRESS") { Rules = rules };

    public static Argument Number(string label, long min, long max) => new(ArgumentKind.Number, label) { Min = min, Max = max };

    public static Argument Size(string label, long min = 0, long max = int.MaxValue) => new(ArgumentKind.Size, label) { Min = min, Max = max };

    public static Argument Time(TimeUnit unit = TimeUnit.Milliseconds) => new(ArgumentKind.Time, "TIME") { Unit = unit };

    /// <summary>One of many words, which messages do not list.</summary>
    /// <param name="noun">In a sentence: "a facility such as local0".</param>
    public static Argument Choice(string label, string noun, IReadOnlyList<string> choices) =>
        new(ArgumentKind.Choice, label) { Choices = choices, Wording = noun };

    public static Argument Choice(params string[] choices) => new(ArgumentKind.Choice, string.Join('|', choices)) { Choices = choices };

    /// <summary>A word of its own, such as <c>if-none</c>.</summary>
    public static Argument Flag(string key) => new(ArgumentKind.Flag, "") { Key = key, IsOptional = true };

    /// <summary>The same argument, introduced by a word and therefore optional.</summary>
    public Argument After(string key) => this with { Key = key, IsOptional = true };

    public Argument OrNone() => this with { IsOptional = true };

    public Argument Repeated() => this with { Repeats = true };

    public Argument OnlyKnown() => this with { IsOnlyKnown = true, IsOptional = true };

    public Argument KnowingAlso(params string[] choices) => this with { KnownChoices = choices };

    /// <summary>How it is written: <c>TIME</c>, <c>[header NAME]</c>, <c>NAME ...</c>.</summary>
    public string Usage
    {
        get
        {
            string text = Key is null ? Label : Label.Length == 0 ? Key : $"{Key} {Label}";
            text = Repeats ? text + " ..." : text;
            return IsOptional ? $"[{text}]" : text;
        }
    }

    /// <summary>In a sentence: "a time such as 10s".</summary>
    public string Noun => Wording ?? Kind switch
    {
        ArgumentKind.Number when Max >= int.MaxValue && Min == 0 => "a number",
        ArgumentKind.Number => $"a number between {Min} and {Max}",
        ArgumentKind.Time => "a time such as 10s",
        ArgumentKind.Size => "a size such as 16k",
        ArgumentKind.Choice => Expressions.Spelling.List(Choices, "or"),
        ArgumentKind.Name => "a name",
        ArgumentKind.Address => Rules!.Name,
        ArgumentKind.Format => $"the argument {Label} (a log-format string)",
        ArgumentKind.Sample => "a sample expression such as req.hdr(host)",
        ArgumentKind.Network => "a network such as 10.0.0.0/8",
        _ => $"the argument {Label}",
    };
}
