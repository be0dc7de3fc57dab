namespace Engine.Config.Text;

/// <summary>A variable as it was used in a line.</summary>
/// <param name="Name">Without dollar and braces.</param>
/// <param name="Value">"" when unset without a default.</param>
/// <param name="End">0-based offset of the first character after it.</param>
/// <param name="IsUnset">True exactly when it is not set and has no default.</param>
/// <param name="IsList"><c>[*]</c> was written.</param>
/// <param name="Issue">Set when it could not be read; offsets are those of the line.</param>
internal readonly record struct VariableUse(string Name, string Value, int End, bool IsUnset, bool IsList, ValueIssue? Issue);

/// <summary>Reads <c>$VAR ${VAR} ${VAR-default} ${LIST[*]}</c> and the pseudo variables <c>.FILE .LINE .SECTION</c> (CFG 2.3).</summary>
internal sealed class VariableReader(ConfigEnvironment environment)
{
    private static readonly string[] PseudoVariables = [".FILE", ".LINE", ".SECTION"];

    /// <param name="line">The line that holds the variable.</param>
    /// <param name="dollar">0-based offset of its dollar sign.</param>
    public VariableUse Read(in SourceLine line, int dollar)
    {
        string raw = line.Raw;
        bool braced = CharAt(raw, dollar + 1) == '{';
        int nameAt = dollar + (braced ? 2 : 1);
        char first = CharAt(raw, nameAt);
        if (!IsNameStart(first) && first != '.')
        {
            return FailName(raw, nameAt);
        }

        int at = nameAt + 1;
        while (IsNameStart(CharAt(raw, at)) || char.IsAsciiDigit(CharAt(raw, at)))
        {
            at++;
        }

        string name = raw[nameAt..at];
        if (!TryGet(line, name, out string? value))
        {
            return FailPseudo(name, nameAt);
        }

        return braced ? ReadBraces(raw, dollar, at, (name, value)) : Use(name, value, at, isList: false);
    }

    /// <summary>What may follow the name before the closing brace.</summary>
    private static VariableUse ReadBraces(string raw, int dollar, int at, (string Name, string? Value) variable)
    {
        bool isList = CharAt(raw, at) == '[';
        if (isList)
        {
            if (string.CompareOrdinal(raw, at, "[*]", 0, 3) != 0)
            {
                return Fail(at, 1, "only '[*]' may follow a variable's name", $"write ${{{variable.Name}[*]}} to make one word of each value");
            }

            at += 3;
        }

        string? fallback = null;
        if (CharAt(raw, at) == '-')
        {
            int end = raw.IndexOf('}', at);
            if (end < 0)
            {
                return Fail(dollar + 1, 1, "this brace is never closed", "end the variable with '}'");
            }

            fallback = raw[(at + 1)..end];
            at = end;
        }

        if (CharAt(raw, at) != '}')
        {
            return FailBrace(raw, dollar, at, variable.Name);
        }

        return Use(variable.Name, variable.Value ?? fallback, at + 1, isList);
    }

    private bool TryGet(in SourceLine line, string name, out string? value)
    {
        value = name switch
        {
            ".FILE" => ByteText.FromUnicode(line.File),
            ".LINE" => line.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ".SECTION" => line.Section,
            _ => environment.Get(name),
        };
        return value is not null || name[0] != '.';
    }

    private static VariableUse Use(string name, string? value, int end, bool isList) =>
        new(name, value ?? "", end, value is null, isList, null);

    private static VariableUse FailName(string raw, int nameAt) => Fail(
        nameAt,
        nameAt < raw.Length ? 1 : 0,
        "'$' begins the name of a variable here, but no name follows",
        "write \\$ for a dollar sign, or put the text in single quotes");

    private static VariableUse FailPseudo(string name, int nameAt)
    {
        string? nearest = Suggest.Nearest(name, PseudoVariables);
        string fix = nearest is null ? "those known are .FILE, .LINE and .SECTION" : Suggest.DidYouMean(nearest);
        return Fail(nameAt, name.Length, $"there is no pseudo variable '{name}'", fix);
    }

    private static VariableUse FailBrace(string raw, int dollar, int at, string name)
    {
        if (string.CompareOrdinal(raw, at, ":-", 0, 2) == 0)
        {
            return Fail(at, 2, "a default value follows a dash, without a colon", $"write ${{{name}-default}}");
        }

        bool closed = raw.IndexOf('}', at) >= 0;
        return closed
            ? Fail(at, 1, $"'{raw[at]}' cannot stand in the name of a variable", "names have letters, digits and '_'")
            : Fail(dollar + 1, 1, "this brace is never closed", "end the variable with '}'");
    }

    private static VariableUse Fail(int offset, int length, string message, string fix) =>
        new("", "", 0, false, false, new ValueIssue(offset, length, message, fix));

    private static char CharAt(string raw, int at) => at < raw.Length ? raw[at] : '\0';

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';
}
