using System;

namespace Engine.Http;

/// <summary>Weights of negotiation fields (RFC 9110 section 12.4.2), in thousandths.</summary>
public static class QualityValue
{
    public const int Max = 1000;

    /// <summary>The <c>q</c> among the parameters of a member; 1000 when there is none, or none that can be read.</summary>
    /// <param name="parameters">What stands behind the first semicolon.</param>
    public static int Find(ReadOnlySpan<byte> parameters)
    {
        while (!parameters.IsEmpty)
        {
            int semicolon = parameters.IndexOf((byte)';');
            ReadOnlySpan<byte> parameter = TokenList.Trim(semicolon < 0 ? parameters : parameters[..semicolon]);
            parameters = semicolon < 0 ? default : parameters[(semicolon + 1)..];
            int equals = parameter.IndexOf((byte)'=');
            if (equals > 0 && TokenList.Trim(parameter[..equals]) is [(byte)'q' or (byte)'Q'])
            {
                return Parse(TokenList.Trim(parameter[(equals + 1)..]));
            }
        }

        return Max;
    }

    /// <summary>"0.5" is 500. Digits behind the third are cut off; what does not begin with a digit counts as 1.</summary>
    private static int Parse(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || !char.IsAsciiDigit((char)text[0]))
        {
            return Max;
        }

        if (text[0] != '0')
        {
            return Max;
        }

        int value = 0;
        int unit = 100;
        for (int i = 2; i < text.Length && text[1] == '.' && unit > 0 && char.IsAsciiDigit((char)text[i]); i++)
        {
            value += (text[i] - '0') * unit;
            unit /= 10;
        }

        return value;
    }
}
