using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Engine.Config.Expressions;

/// <summary>An argument in parentheses, quotes resolved, and where it stood in the word.</summary>
internal readonly record struct SampleArgument(string Text, int Offset, int Length);

/// <summary>
/// The list in parentheses behind a fetch or converter. It has its own quoting level (CFG 2.3): comma and closing parenthesis are
/// literal inside quotes, a backslash protects a quote, space or backslash outside single quotes, and spaces count.
/// </summary>
internal static class SampleArguments
{
    /// <summary>Reads from the opening parenthesis past the closing one.</summary>
    public static bool TryTake(WordText text, SampleSignature signature, List<SampleArgument> arguments)
    {
        int open = text.Position;
        text.Position++;
        if (text.TryTake(')'))
        {
            // "str()" is the empty text: where one is asked for, nothing between the parentheses is one.
            if (signature is { Required: > 0, Arguments: ["string", ..] })
            {
                arguments.Add(new SampleArgument("", text.Position - 1, 0));
            }

            return true;
        }

        while (true)
        {
            int start = text.Position;
            if (!TryTakeOne(text, out string value))
            {
                return false;
            }

            arguments.Add(new SampleArgument(value, start, text.Position - start));
            if (arguments.Count > signature.Arguments.Count)
            {
                SampleArgument extra = arguments[^1];
                text.Error(extra.Offset, extra.Length, $"'{signature.Name}' takes {Takes(signature)}: '{value}' is one too many", signature.Arguments.Count == 0 ? $"write '{signature.Name}' alone" : $"write it as {signature.Usage}; a comma inside an argument needs quotes of its own: \"{signature.Name}('a,b')\"");
                return false;
            }

            if (text.TryTake(')'))
            {
                return true;
            }

            if (!text.TryTake(','))
            {
                text.Error(open, text.Text.Length - open, $"missing ')' after the arguments of '{signature.Name}'", "close the parenthesis; a comma or parenthesis inside an argument must be quoted");
                return false;
            }
        }
    }

    /// <summary>Checks the arguments against the types of the signature, as far as they can be known from the text.</summary>
    public static bool Check(WordText text, SampleSignature signature, List<SampleArgument> arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            SampleArgument argument = arguments[i];
            if (signature.Arguments[i] != "integer" || (argument.Text.Length == 0 && i >= signature.Required))
            {
                continue;
            }

            if (!long.TryParse(argument.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            {
                text.Error(argument.Offset, argument.Length, $"argument {i + 1} of '{signature.Name}' must be a number, not '{argument.Text}'", $"write it as {signature.Usage}");
                return false;
            }
        }

        return true;
    }

    private static string Takes(SampleSignature signature) =>
        signature.Arguments.Count == 0 ? "no arguments" : $"at most {Spelling.Count(signature.Arguments.Count, "argument")}";

    private static bool TryTakeOne(WordText text, out string value)
    {
        var result = new StringBuilder();
        char quote = '\0';
        int quotedAt = 0;
        for (; !text.AtEnd; text.Position++)
        {
            char c = text.Current;
            if (quote == '\0' && c is ',' or ')')
            {
                break;
            }

            if (c is '"' or '\'' && (quote == '\0' || quote == c))
            {
                quotedAt = quote == '\0' ? text.Position : quotedAt;
                quote = quote == '\0' ? c : '\0';
                continue;
            }

            if (c == '\\' && quote != '\'' && TryUnescape(text, out char meant))
            {
                text.Position++;
                c = meant;
            }

            result.Append(c);
        }

        value = result.ToString();
        if (quote != '\0')
        {
            text.Error(quotedAt, text.Text.Length - quotedAt, $"unmatched {quote} in the arguments", "close the quote");
            return false;
        }

        return true;
    }

    /// <summary>What the backslash under the cursor and the character behind it mean; a backslash before anything else is itself.</summary>
    private static bool TryUnescape(WordText text, out char meant)
    {
        char next = text.Position + 1 < text.Text.Length ? text.Text[text.Position + 1] : '\0';
        meant = next switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            ' ' or '\\' or '"' or '\'' => next,
            _ => '\0',
        };
        return meant != '\0';
    }
}
