using System.Globalization;
using System.Numerics;
using Engine.Proxy.Samples;
using Engine.Proxy.Variables;
using Engine.Stages.Variables;

namespace Engine.Stages.Converters;

/// <summary>An argument that is a number, or the variable that holds it.</summary>
internal sealed class NumberOperand
{
    private readonly VariableName? _variable;
    private readonly long _number;

    private NumberOperand(VariableName? variable, long number)
    {
        _variable = variable;
        _number = number;
    }

    /// <summary>A number beyond 64 bits counts as the largest. Null after an error.</summary>
    internal static NumberOperand? Read(SampleCallArguments call, int index)
    {
        string text = call.Text(index);
        if (BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number))
        {
            return new NumberOperand(null, (long)BigInteger.Clamp(number, long.MinValue, long.MaxValue));
        }

        if (call.Compiler.Variables.TryName(text, out VariableName variable, out string error))
        {
            return new NumberOperand(variable, 0);
        }

        call.Error($"argument {index + 1} of '{call.Name}' is neither a number nor a variable: {error}", "write a number, or a variable such as txn.name");
        return null;
    }

    /// <summary>False when the variable is not set, or holds no number.</summary>
    internal bool TryGet(in SampleContext context, out long number)
    {
        number = _number;
        if (_variable is not { } variable)
        {
            return true;
        }

        Sample held = default;
        if (!VariableAccess.TryGet(context, variable, ref held) || !SampleCasts.TryCast(ref held, SampleType.Integer, context.Scratch))
        {
            return false;
        }

        number = held.Integer;
        return true;
    }
}
