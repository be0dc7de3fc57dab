using System;
using System.Collections.Generic;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>Arithmetic and bits (CFG 7.3.1). What does not fit into 64 bits is the largest or smallest number that does.</summary>
internal static class IntegerConverters
{
    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        Binary("add", "Adds a number.", Add),
        Binary("sub", "Takes a number away.", Subtract),
        Binary("mul", "Multiplies by a number.", Multiply),
        Binary("div", "Divides by a number; by 0: the largest number.", Divide),
        Binary("mod", "The remainder of a division; by 0: 0.", static (left, right) => right is 0 or -1 ? 0 : left % right),
        Binary("and", "Bitwise and.", static (left, right) => left & right),
        Binary("or", "Bitwise or.", static (left, right) => left | right),
        Binary("xor", "Bitwise exclusive or.", static (left, right) => left ^ right),
        ConverterRow.Of("cpl", "The complement of all bits.", SampleType.Integer, static (in SampleContext _, ref Sample sample) => Number(ref sample, ~sample.Integer)),
        ConverterRow.Of("neg", "The negative of the number.", SampleType.Integer, static (in SampleContext _, ref Sample sample) => Number(ref sample, Subtract(0, sample.Integer))),
        ConverterRow.Of("bool", "True unless 0.", SampleType.Integer, static (in SampleContext _, ref Sample sample) => Truth(ref sample, sample.Integer != 0)),
        ConverterRow.Of("not", "True when 0.", SampleType.Integer, static (in SampleContext _, ref Sample sample) => Truth(ref sample, sample.Integer == 0)),
        ConverterRow.Of("even", "True when even.", SampleType.Integer, static (in SampleContext _, ref Sample sample) => Truth(ref sample, (sample.Integer & 1) == 0)),
        ConverterRow.Of("odd", "True when odd.", SampleType.Integer, static (in SampleContext _, ref Sample sample) => Truth(ref sample, (sample.Integer & 1) != 0)),
    ];

    private static ConverterRow Binary(string name, string documentation, Func<long, long, long> operation) =>
        new(name, documentation, SampleType.Integer, call => NumberOperand.Read(call, 0) is { } operand ? new Operation(operation, operand) : null);

    private static bool Number(ref Sample sample, long number)
    {
        sample.Set(number);
        return true;
    }

    private static bool Truth(ref Sample sample, bool value)
    {
        sample.Set(value);
        return true;
    }

    private static long Add(long left, long right)
    {
        long sum = unchecked(left + right);
        return ((left ^ sum) & (right ^ sum)) < 0 ? Limit(negative: left < 0) : sum;
    }

    private static long Subtract(long left, long right)
    {
        long difference = unchecked(left - right);
        return ((left ^ right) & (left ^ difference)) < 0 ? Limit(negative: left < 0) : difference;
    }

    private static long Multiply(long left, long right)
    {
        long high = Math.BigMul(left, right, out long low);
        return high == low >> 63 ? low : Limit(negative: (left < 0) != (right < 0));
    }

    private static long Divide(long left, long right) => right switch
    {
        0 => long.MaxValue,
        -1 => Subtract(0, left),
        _ => left / right,
    };

    private static long Limit(bool negative) => negative ? long.MinValue : long.MaxValue;

    private sealed class Operation(Func<long, long, long> operation, NumberOperand operand) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample) =>
            operand.TryGet(context, out long right) && Number(ref sample, operation(sample.Integer, right));
    }
}
