using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>Converters that compare the value with a variable (CFG 7.3.1). A variable that is not set gives no value.</summary>
internal static class CompareConverters
{
    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        new("strcmp", "Compares with a variable: 0 when equal, below when smaller or shorter, above otherwise.", SampleType.Text, static call => BytesOperand.ReadVariable(call, 0) is { } variable ? new Order(variable) : null),
        new("secure_memcmp", "True when a variable has the same bytes; among values of one length, the time does not depend on them.", SampleType.Binary, static call => BytesOperand.ReadVariable(call, 0) is { } variable ? new SameBytes(variable) : null),
    ];

    private sealed class Order(BytesOperand variable) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            if (!variable.TryGet(context, out ReadOnlySpan<byte> other))
            {
                return false;
            }

            int same = sample.Bytes.CommonPrefixLength(other);
            int order = same < sample.Bytes.Length && same < other.Length
                ? sample.Bytes[same] - other[same]
                : Math.Sign(sample.Bytes.Length - other.Length);
            sample.Set((long)order);
            return true;
        }
    }

    private sealed class SameBytes(BytesOperand variable) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            if (!variable.TryGet(context, out ReadOnlySpan<byte> other))
            {
                return false;
            }

            sample.Set(CryptographicOperations.FixedTimeEquals(sample.Bytes, other));
            return true;
        }
    }
}
