using System;
using Engine.Proxy.Samples;
using Engine.Proxy.Variables;
using Engine.Stages.Variables;

namespace Engine.Stages.Converters;

/// <summary>An argument that is bytes, or the variable that holds them; both may be written in base64.</summary>
internal sealed class BytesOperand
{
    private readonly VariableName? _variable;
    private readonly bool _isBase64;

    private BytesOperand(VariableName? variable, byte[] constant, bool isBase64)
    {
        _variable = variable;
        Constant = constant;
        _isBase64 = isBase64;
    }

    /// <summary>What was written; empty for a variable.</summary>
    internal byte[] Constant { get; }

    internal bool IsConstant => _variable is null;

    /// <summary>A variable of that name, or the text itself.</summary>
    internal static BytesOperand Read(SampleCallArguments call, int index) =>
        call.Compiler.Variables.TryName(call.Text(index), out VariableName variable, out _)
            ? new BytesOperand(variable, [], false)
            : new BytesOperand(null, call.Bytes(index), false);

    /// <summary>The variable must be one. Null after an error.</summary>
    internal static BytesOperand? ReadVariable(SampleCallArguments call, int index) =>
        VariableAccess.TryName(call, index, out VariableName variable) ? new BytesOperand(variable, [], false) : null;

    /// <summary>A variable that will hold base64, or base64. Null after an error.</summary>
    internal static BytesOperand? ReadBase64(SampleCallArguments call, int index)
    {
        if (call.Compiler.Variables.TryName(call.Text(index), out VariableName variable, out _))
        {
            return new BytesOperand(variable, [], true);
        }

        byte[] text = call.Bytes(index);
        byte[] bytes = new byte[text.Length];
        if (Base64Text.TryDecode(text, bytes, out int length))
        {
            return new BytesOperand(null, bytes[..length], false);
        }

        call.Error($"argument {index + 1} of '{call.Name}' is neither base64 nor a variable", "encode it with: printf '%s' ... | base64");
        return null;
    }

    /// <summary>False when the variable is not set, or does not hold what it should.</summary>
    internal bool TryGet(in SampleContext context, out ReadOnlySpan<byte> bytes)
    {
        bytes = Constant;
        if (_variable is not { } variable)
        {
            return true;
        }

        Sample held = default;
        if (!VariableAccess.TryGet(context, variable, ref held) || !SampleCasts.TryCast(ref held, SampleType.Text, context.Scratch))
        {
            return false;
        }

        bytes = held.Bytes;
        return !_isBase64 || TryDecode(context.Scratch, ref bytes);
    }

    /// <summary>The same of an argument that may be missing: nothing, then.</summary>
    internal static bool TryGet(BytesOperand? operand, in SampleContext context, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        return operand is null || operand.TryGet(context, out bytes);
    }

    private static bool TryDecode(Scratch scratch, ref ReadOnlySpan<byte> bytes)
    {
        if (!scratch.TryTake(bytes.Length, out Span<byte> room) || !Base64Text.TryDecode(bytes, room, out int length))
        {
            return false;
        }

        bytes = room[..length];
        return true;
    }
}
